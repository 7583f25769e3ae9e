//! One function a kind of row.

use super::actors::Rows;
use crate::day::number;
use crate::draft::{Draft, anchor, furniture_bytes};
use crate::error::Error;
use crate::intern::{Interned, claim_key, dated, score};
use chancery::reading::{ClaimRecord, ParticipantRecord};
use rusqlite::{Transaction, params};

/// Where a document stands in the file.
pub(super) struct Place {
    /// Its row.
    pub document: i64,
    /// Row of its first claim, if it has one.
    pub first_claim: i64,
    pub version: i64,
    pub run: i64,
    pub story: Option<i64>,
}

/// The document, its content, its words to search for.
pub(super) fn document(tx: &Transaction<'_>, place: &Place, draft: &Draft) -> Result<(), Error> {
    let row = place.document;
    let record = &draft.reading.document;
    let day = |iso: &Option<String>| iso.as_deref().and_then(number);
    let published = &record.published.day;
    let (status, message) = draft.state();
    let claims = draft.reading.claims.len();
    let mut insert = tx.prepare_cached(
        "INSERT INTO document (id, key, given, text_hash, url, outlet, title, language, given_day,
         day, day_from, day_to, day_method, page, article, issued, status, message, run, version,
         first_claim, claims, story)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
    )?;
    insert.execute(params![
        row,
        draft.key,
        draft.reading.id,
        draft.text_hash,
        record.url,
        record.outlet,
        record.title,
        record.language,
        draft.given_day,
        day(&published.best),
        day(&published.earliest),
        day(&published.latest),
        published.method,
        draft.page,
        draft.article,
        draft.issued,
        status,
        message,
        place.run,
        place.version,
        Some(place.first_claim).filter(|_| claims > 0),
        claims,
        place.story,
    ])?;
    let mut insert =
        tx.prepare_cached("INSERT INTO content (document, text, furniture) VALUES (?1, ?2, ?3)")?;
    insert.execute((row, &draft.text, furniture_bytes(&draft.reading)))?;
    let mut insert = tx.prepare_cached("INSERT INTO reading (document, pack) VALUES (?1, ?2)")?;
    insert.execute((row, &draft.packed))?;
    if !draft.cards.is_empty() {
        let mut insert = tx.prepare_cached("INSERT INTO cards (document, pack) VALUES (?1, ?2)")?;
        insert.execute((row, &draft.packed_cards))?;
    }
    if draft.is_withdrawal {
        return Ok(());
    }
    let mut insert = tx.prepare_cached("INSERT INTO fts (rowid, words) VALUES (?1, ?2)")?;
    insert.execute((row, &draft.words))?;
    Ok(())
}

/// Who is in the document.
pub(super) fn mentions(tx: &Transaction<'_>, document: i64, actors: &Rows) -> Result<(), Error> {
    let mut insert = tx.prepare_cached("INSERT INTO mention (actor, document) VALUES (?1, ?2)")?;
    for actor in actors.all() {
        insert.execute((actor, document))?;
    }
    Ok(())
}

/// A claim, who takes part, who vouches for it.
pub(super) fn claim(
    tx: &Transaction<'_>,
    (row, document, seq): (i64, i64, usize),
    draft: &Draft,
    (actors, interned): (&Rows, &mut Interned),
) -> Result<(), Error> {
    let claim = &draft.reading.claims[seq];
    let (source, target) = sides(claim);
    let date = dated(claim.time.as_ref().map(|time| &time.day));
    // It is an event of its own until it is joined to others: the number is the next of its index.
    let mut insert = tx.prepare_cached(
        "INSERT INTO claim_row (id, document, seq, key, anchor, coding, core, source, target, edtf, day,
         day_from, day_to, spot, score, event)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?1)",
    )?;
    insert.execute(params![
        row,
        document,
        seq as i64,
        claim_key(&claim.id),
        anchor(draft.text_hash, claim.trigger.start, claim.trigger.end),
        interned.coding(tx, claim)?,
        claim.core,
        actors.get(source.and_then(|part| part.actor.as_ref())),
        actors.get(target.and_then(|part| part.actor.as_ref())),
        date.edtf,
        date.day,
        date.from,
        date.to,
        interned.spot(tx, claim.place.as_ref())?,
        score(claim.score),
    ])?;
    participants(tx, row, claim, (actors, interned))?;
    attributions(tx, row, claim, (actors, interned))
}

/// First actor and first recipient; among equals the second side; of a visit without them guest
/// and host.
pub(crate) fn sides(
    claim: &ClaimRecord,
) -> (Option<&ParticipantRecord>, Option<&ParticipantRecord>) {
    let named = |role: &'static str| {
        let parts = claim.participants.iter();
        parts.filter(move |part| part.role == role && part.actor.is_some())
    };
    let source = named("actor").next();
    let second = named("actor").find(|part| source.is_some_and(|one| one.actor != part.actor));
    let target = named("recipient").next().or(second);
    (
        source.or_else(|| named("guest").next()),
        target.or_else(|| named("host").next()),
    )
}

fn participants(
    tx: &Transaction<'_>,
    row: i64,
    claim: &ClaimRecord,
    (actors, interned): (&Rows, &mut Interned),
) -> Result<(), Error> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO participant_row (claim, seq, role, actor) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (seq, part) in (0_i64..).zip(&claim.participants) {
        if let Some(actor) = actors.get(part.actor.as_ref()) {
            insert.execute((row, seq, interned.term(tx, &part.role)?, actor))?;
        }
    }
    Ok(())
}

fn attributions(
    tx: &Transaction<'_>,
    row: i64,
    claim: &ClaimRecord,
    (actors, interned): (&Rows, &mut Interned),
) -> Result<(), Error> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO attribution_row (claim, step, source, actor, cue, named)
         VALUES (?1, ?2, nullif(?3, (SELECT name FROM actor WHERE id = ?4)), ?4, ?5, ?6)",
    )?;
    for (step, source) in (0_i64..).zip(&claim.attribution) {
        let actor = actors.get(source.actor.as_ref());
        let cue = interned.term(tx, &source.cue)?;
        insert.execute((row, step, &source.name, actor, cue, source.named))?;
    }
    Ok(())
}

/// What the document quotes.
pub(super) fn speech(
    tx: &Transaction<'_>,
    document: i64,
    draft: &Draft,
    actors: &Rows,
) -> Result<(), Error> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO quote (document, seq, speaker, kind, first, last)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (seq, quote) in (0_i64..).zip(&draft.reading.quotes) {
        let speaker = quote.speaker.as_ref().and_then(|one| one.actor.as_ref());
        let speaker = actors.get(speaker);
        insert.execute((document, seq, speaker, &quote.kind, quote.start, quote.end))?;
    }
    Ok(())
}

/// The offices that people hold by the words of the document.
pub(super) fn roles(
    tx: &Transaction<'_>,
    document: i64,
    draft: &Draft,
    actors: &Rows,
) -> Result<(), Error> {
    let day = draft.reading.document.published.day.best.as_deref();
    let day = day.and_then(number);
    let mut insert = tx.prepare_cached(
        "INSERT INTO role_held (document, seq, holder, title, organisation, country, tense, day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (seq, role) in (0_i64..).zip(&draft.reading.roles) {
        if let Some(holder) = actors.get(Some(&role.person)) {
            insert.execute(params![
                document,
                seq,
                holder,
                role.title,
                role.organisation,
                role.country,
                role.tense,
                day,
            ])?;
        }
    }
    Ok(())
}
