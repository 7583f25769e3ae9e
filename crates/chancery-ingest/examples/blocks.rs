use serde_json::{Value, json};
use std::io::{BufRead, Write};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout());
    writeln!(out, "{}", json!(chancery_ingest::page::NAMES))?;
    for line in std::io::stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let html = given["html"].as_str().unwrap_or_default();
        let began = std::time::Instant::now();
        let rows = chancery_ingest::page::candidates(html);
        let us = began.elapsed().as_micros() as u64;
        let rows: Vec<Value> = rows
            .iter()
            .map(|c| json!({"t": c.text, "r": c.row}))
            .collect();
        writeln!(
            out,
            "{}",
            json!({"id": given["id"], "url": given["url"], "blocks": rows, "us": us})
        )?;
    }
    Ok(())
}
