//! `chancery show`: one event, actor, story or document of the Ledger with all that it stands on.

use super::actor::dossiers;
use super::ask::Desk;
use crate::answer::{Answer, give, sight};
use crate::args::{Global, ShowArgs, Shown};
use crate::exit::Exit;
use crate::render::account::{page, report};
use crate::render::story::told;
use crate::render::table::{Detail, Look, page as reading_page};
use anyhow::{Result, bail};
use chancery_store::view::Shelf;

/// Events and quotes of an actor in each list.
const LISTED: usize = 50;

/// Prints what the ids stand for.
pub fn show(global: &Global, args: &ShowArgs) -> Result<Exit> {
    let desk = Desk::open(global)?;
    let mut shelf = desk.shelf()?;
    let mut all = Answer::default();
    for id in &args.ids {
        let one = match id.starts_with("a:") {
            true => dossiers(global, (&desk, &mut shelf), id, LISTED)?,
            false => one(global, &mut shelf, id)?,
        };
        if one.found == 0 {
            bail!(
                "the Ledger has no event, claim, actor, story or document `{id}`\n\
                 hint: ids stand in the output of find, actor and link; `chancery find TEXT` looks for events"
            );
        }
        all.found += one.found;
        all.json.extend(one.json);
        all.page.push_str(&one.page);
    }
    give(global, &Shown::default(), all)
}

fn one(global: &Global, shelf: &mut Shelf<'_>, id: &str) -> Result<Answer> {
    let look = sight(global);
    if id.starts_with("ev:") || id.starts_with("c:") {
        let account = shelf.account(id)?;
        let account: Vec<_> = account.into_iter().collect();
        let text: String = account.iter().map(|account| page(account, look)).collect();
        return Ok(Answer::of(&account, "id", text));
    }
    if id.starts_with("st:") {
        let story: Vec<_> = shelf.story(id)?.into_iter().collect();
        let text: String = story.iter().map(|story| told(story, look)).collect();
        return Ok(Answer::of(&story, "id", text));
    }
    let reports = shelf.reports(id)?;
    let detail = Detail::Day;
    let text = reports.iter().map(|one| {
        let own = Look {
            room: look.room,
            palette: look.palette,
            detail,
        };
        format!(
            "{}{}",
            report(one, look),
            reading_page(&one.reading, &one.source.given, own)
        )
    });
    let text: String = text.collect();
    Ok(Answer::of(&reports, "id", text))
}
