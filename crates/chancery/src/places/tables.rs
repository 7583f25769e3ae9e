//! What the knowledge tables say about the words of a text: one scan, every hit.
//!
//! From the tables of countries, organisations, titles, nouns of bodies and groups, regions,
//! outlets, numbers, pronouns and grammar words, one trie ([`Phrases`]). Names must begin with a
//! capital, acronyms must stand in capitals; nouns and titles may have either case.

use chancery_data::schema::{Gender, Knowledge};
use chancery_nlp::{Parse, TokenId};

use super::fold::Folding;
use super::phrases::{Hit, Phrases, Words};

/// A row of a table, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Name of a country.
    Country(u16),
    /// "Turkish".
    Adjective(u16),
    /// "Turk" (false), "Turks" (true).
    People(u16, bool),
    /// The capital of a country.
    Capital(u16),
    /// "Kremlin".
    Metonym(u16),
    /// "North", of the half of a divided country.
    Half(u16),
    /// A named organisation.
    Org(u16),
    /// A news agency.
    Agency(u16),
    /// A news outlet.
    Outlet(u16),
    /// A region, sea, site.
    Region(u16),
    /// A building, base, airport.
    Facility(u16),
    /// A conference or format of talks.
    Forum,
    /// A title; true for the plural.
    Title(u16, bool),
    /// Head noun of an organisation; true for the plural.
    OrgNoun(u16, bool),
    /// Noun for people; true for the plural.
    GroupNoun(u16, bool),
    /// Noun for a source without a name.
    Unnamed(u16),
    /// A given name.
    Given(Gender),
    /// A month or weekday.
    Calendar,
    /// A number word.
    Number(u16),
    /// A pronoun.
    Pronoun(u16),
    /// A verb of saying.
    Speech,
    /// A word of grammar or of trade.
    Word(WordKind),
}

/// What a row of `data/lang/en/actor_words.tsv` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordKind {
    /// "the".
    Definite,
    /// "a".
    Indefinite,
    /// "these".
    Demonstrative,
    /// "both".
    Both,
    /// "of".
    Of,
    /// "from", "for", "at": ties a role to its body.
    Link,
    /// "and".
    And,
    /// "or", "nor".
    Or,
    /// "former".
    Former,
    /// "then", "at the time".
    Then,
    /// "late".
    Late,
    /// "outgoing": still in office.
    Outgoing,
    /// "resigned", "stepped down": leaves an office.
    Leaving,
    /// "appointed", "sworn in": comes into an office.
    Taking,
    /// "succeeded": comes into the office of another.
    Succeeding,
    /// "heads", "leads".
    Heading,
    /// "chairs".
    Chairing,
    /// "acting", "interim".
    Acting,
    /// "-elect".
    Designate,
    /// "von", "al".
    Particle,
    /// "defense", "foreign": stands before a noun of a body or an office.
    Modifier,
    /// "in", "near".
    Locative,
    /// "in", "across": names a place and nothing else.
    Within,
    /// "visit", "flew".
    Travel,
    /// "appeal", "weapons": with "to", "on" or "from" behind it, the government of a capital is meant.
    Address,
    /// "to", "on": leads from such a word to the government.
    Toward,
    /// "accuse", "recognise": a verb whose object is a government.
    Target,
    /// "airport", "mayor": with a city's name, the place is meant.
    CityNoun,
    /// Noun of a building or site whose name ends with it: "palace", "bridge".
    SiteNoun,
    /// Word for any officer of state who was named: "diplomat".
    Superordinate,
    /// "based": after a hyphen, the place is meant.
    Based,
    /// "capital".
    CapitalNoun,
    /// "country".
    CountryNoun,
    /// "counterpart".
    Counterpart,
    /// "is", "became".
    Copula,
    /// "including", "such as": a list of members follows.
    Including,
    /// "between", "with": what follows takes part.
    Partner,
    /// "said by the state's own name": words that end a name key ("affairs", "national").
    Filler,
    /// "Jr.", "III": ends a name and is no family name.
    Suffix,
    /// "who", "which".
    Relative,
    /// "to", "on": behind an envoy or an adviser they tell the post, behind others nothing.
    Goal,
    /// "as": what follows is said of something, and is no actor of its own.
    As,
    /// "speaking as himself": a word that never begins a name, though it may be capitalised.
    Plain,
}

impl WordKind {
    fn from_text(text: &str) -> Option<Self> {
        use WordKind as K;
        Some(match text {
            "definite" => K::Definite,
            "indefinite" => K::Indefinite,
            "demonstrative" => K::Demonstrative,
            "both" => K::Both,
            "of" => K::Of,
            "link" => K::Link,
            "and" => K::And,
            "or" => K::Or,
            "former" => K::Former,
            "then" => K::Then,
            "late" => K::Late,
            "outgoing" => K::Outgoing,
            "leaving" => K::Leaving,
            "taking" => K::Taking,
            "succeeding" => K::Succeeding,
            "heading" => K::Heading,
            "chairing" => K::Chairing,
            "acting" => K::Acting,
            "designate" => K::Designate,
            "particle" => K::Particle,
            "modifier" => K::Modifier,
            "locative" => K::Locative,
            "within" => K::Within,
            "travel" => K::Travel,
            "address" => K::Address,
            "target" => K::Target,
            "toward" => K::Toward,
            "city_noun" => K::CityNoun,
            "site_noun" => K::SiteNoun,
            "superordinate" => K::Superordinate,
            "based" => K::Based,
            "capital" => K::CapitalNoun,
            "country" => K::CountryNoun,
            "counterpart" => K::Counterpart,
            "copula" => K::Copula,
            "including" => K::Including,
            "partner" => K::Partner,
            "filler" => K::Filler,
            "suffix" => K::Suffix,
            "relative" => K::Relative,
            "goal" => K::Goal,
            "as" => K::As,
            "plain" => K::Plain,
            _ => return None,
        })
    }
}

/// How a phrase must be printed to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    /// The first word begins with a capital.
    First,
    /// The first and the last word do.
    Capital,
    AllCapitals,
}

/// The tables and their trie.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub(crate) known: &'static Knowledge,
    pub(crate) folding: Folding,
    phrases: Phrases<(Entry, Case)>,
}

impl Tables {
    /// Reads the tables once.
    pub(crate) fn new(known: &'static Knowledge) -> Self {
        let folding = Folding::new(
            known
                .folds
                .iter()
                .filter_map(|row| Some((row.letter.chars().next()?, row.ascii.as_str()))),
        );
        let mut builder = Builder {
            folding: &folding,
            phrases: Phrases::new(),
        };
        builder.countries(known);
        builder.bodies(known);
        builder.nouns(known);
        builder.grammar(known);
        let phrases = builder.phrases.finish();
        Tables {
            known,
            folding,
            phrases,
        }
    }

    /// Row of the first country, people or capital of a line that was not parsed.
    pub(crate) fn first_country(&self, line: &str) -> Option<u16> {
        let words = Words::of_line(&self.folding, line);
        let end = TokenId(words.len() as u32);
        let mut found = Vec::new();
        line.split_whitespace()
            .zip(0..end.0)
            .find_map(|(word, at)| {
                found.clear();
                self.phrases.find(&words, TokenId(at), end, &mut found);
                found.iter().rev().find_map(|hit| match hit.value {
                    (Entry::Country(row) | Entry::Adjective(row) | Entry::Capital(row), case) => {
                        printed_so(word, case).then_some(row)
                    }
                    _ => None,
                })
            })
    }

    /// Row of the country that a line which was not parsed gives to the name whose last word has
    /// this hash: "NAME of COUNTRY", "COUNTRY's TITLE NAME", "PEOPLE TITLE NAME".
    pub(crate) fn country_of_name(&self, line: &str, name: u64) -> Option<u16> {
        let words = Words::of_line(&self.folding, line);
        let at = (0..words.len()).find(|&at| words.range(at).contains(&name))?;
        let mut after = at + 1;
        let found = |from: usize, pick: fn(Entry) -> Option<u16>| self.found(&words, from, pick);
        if found(after, |entry| word_entry(entry, WordKind::Of)).is_some() {
            after += 1;
            after +=
                usize::from(found(after, |entry| word_entry(entry, WordKind::Definite)).is_some());
            if let Some((_, row)) = found(after, country_entry) {
                return Some(row);
            }
        }
        (at.saturating_sub(TITLE_REACH)..at).find_map(|from| {
            let (end, row) = found(from, owner_entry)?;
            let (end, _) = found(end, title_entry)?;
            (end <= at && at - end <= GIVEN_NAMES).then_some(row)
        })
    }

    /// The longest phrase at a word of a line that `pick` accepts: one past it, and the row.
    fn found(
        &self,
        words: &Words,
        from: usize,
        pick: fn(Entry) -> Option<u16>,
    ) -> Option<(usize, u16)> {
        let end = TokenId(words.len() as u32);
        let mut hits = Vec::new();
        if from < words.len() {
            self.phrases
                .find(words, TokenId(from as u32), end, &mut hits);
        }
        hits.iter()
            .rev()
            .find_map(|hit| Some((hit.end.index(), pick(hit.value.0)?)))
    }

    /// Every phrase of the tables in `parse`.
    pub(crate) fn scan(&self, text: &str, parse: &Parse) -> Scan {
        let words = Words::of(&self.folding, text, parse);
        let mut scan = Scan {
            words,
            hits: Vec::new(),
            first: Vec::with_capacity(parse.len() + 1),
        };
        let mut found = Vec::new();
        for token in parse.tokens() {
            scan.first.push(scan.hits.len() as u32);
            found.clear();
            self.phrases
                .find(&scan.words, token, parse.sentence(token).end, &mut found);
            let printed =
                |end: TokenId, case: Case| printed_so(parse.span_of(token, end).of(text), case);
            let sure = found.iter().filter(|hit| printed(hit.end, hit.value.1));
            scan.hits.extend(sure.map(|hit| Hit {
                end: hit.end,
                value: hit.value.0,
            }));
        }
        scan.first.push(scan.hits.len() as u32);
        scan
    }
}

fn printed_so(words: &str, case: Case) -> bool {
    match case {
        Case::Any => true,
        Case::First => words.chars().next().is_some_and(char::is_uppercase),
        Case::Capital => {
            let last = words.rsplit([' ', '-']).next().unwrap_or(words);
            words.chars().next().is_some_and(char::is_uppercase)
                && !last.chars().next().is_some_and(char::is_lowercase)
        }
        Case::AllCapitals => !words.chars().any(char::is_lowercase),
    }
}

struct Builder<'f> {
    folding: &'f Folding,
    phrases: Phrases<(Entry, Case)>,
}

impl Builder<'_> {
    fn add(&mut self, phrase: &str, entry: Entry, case: Case) {
        self.phrases.add(self.folding, phrase, (entry, case));
    }

    /// A name: in capitals where the table has it so, else with a capital first.
    fn name(&mut self, name: &str, entry: Entry) {
        let short = name.chars().filter(|c| c.is_alphabetic()).count() <= 6;
        let shouted = short && !name.chars().any(char::is_lowercase);
        let last = name.rsplit([' ', '-']).next().unwrap_or(name);
        let case = match last.chars().next() {
            _ if shouted => Case::AllCapitals,
            Some(c) if c.is_lowercase() => Case::First,
            _ => Case::Capital,
        };
        self.add(name, entry, case);
    }

    fn countries(&mut self, known: &Knowledge) {
        for (at, row) in known.countries.iter().enumerate() {
            let at = at as u16;
            self.name(&row.name, Entry::Country(at));
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Country(at)));
            row.adjectives
                .iter()
                .for_each(|name| self.name(name, Entry::Adjective(at)));
            for name in &row.people {
                let plural = name.ends_with('s') || row.adjectives.contains(name);
                self.name(name, Entry::People(at, plural));
            }
            row.capital
                .iter()
                .for_each(|name| self.name(name, Entry::Capital(at)));
            row.halves
                .iter()
                .for_each(|name| self.name(name, Entry::Half(at)));
            row.metonyms
                .iter()
                .for_each(|name| self.name(name, Entry::Metonym(at)));
        }
        // A summit is named by its body, which takes part: that name is left to the bodies.
        let apart = |kind: &str| !matches!(kind, "summit" | "session");
        for row in known.forums.iter().filter(|row| apart(&row.kind)) {
            self.name(&row.name, Entry::Forum);
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Forum));
        }
        for (at, row) in known.facilities.iter().enumerate() {
            self.name(&row.name, Entry::Facility(at as u16));
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Facility(at as u16)));
        }
        for (at, row) in known.regions.iter().enumerate() {
            self.name(&row.name, Entry::Region(at as u16));
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Region(at as u16)));
        }
    }

    fn bodies(&mut self, known: &Knowledge) {
        for (at, row) in known.organisations.iter().enumerate() {
            self.name(&row.name, Entry::Org(at as u16));
            let own = row.names.iter().filter(|name| !is_owned(known, name));
            own.for_each(|name| self.name(name, Entry::Org(at as u16)));
            for acronym in &row.acronyms {
                self.add(acronym, Entry::Org(at as u16), Case::AllCapitals);
            }
        }
        for (at, row) in known.agencies.iter().enumerate() {
            self.name(&row.name, Entry::Agency(at as u16));
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Agency(at as u16)));
        }
        for (at, row) in known.outlets.iter().enumerate() {
            self.name(&row.name, Entry::Outlet(at as u16));
            row.names
                .iter()
                .for_each(|name| self.name(name, Entry::Outlet(at as u16)));
        }
        for row in &known.given_names {
            self.name(&row.name, Entry::Given(row.gender));
        }
    }

    fn nouns(&mut self, known: &Knowledge) {
        for (at, row) in known.titles.iter().enumerate() {
            self.add(&row.title, Entry::Title(at as u16, false), Case::Any);
            self.add(&row.plural, Entry::Title(at as u16, true), Case::Any);
        }
        for (at, row) in known.org_nouns.iter().enumerate() {
            self.add(&row.noun, Entry::OrgNoun(at as u16, false), Case::Any);
            self.add(&row.plural, Entry::OrgNoun(at as u16, true), Case::Any);
        }
        for (at, row) in known.group_nouns.iter().enumerate() {
            self.add(&row.noun, Entry::GroupNoun(at as u16, false), Case::Any);
            self.add(&row.plural, Entry::GroupNoun(at as u16, true), Case::Any);
        }
        for (at, row) in known
            .unnamed
            .iter()
            .enumerate()
            .filter(|(_, row)| row.kind == "head")
        {
            self.add(&row.form, Entry::Unnamed(at as u16), Case::Any);
        }
    }

    fn grammar(&mut self, known: &Knowledge) {
        for row in known
            .calendar
            .iter()
            .filter(|row| row.kind == "weekday" || row.kind == "month")
        {
            self.add(&row.form, Entry::Calendar, Case::Capital);
        }
        for (at, row) in known.numbers.iter().enumerate() {
            self.add(&row.form, Entry::Number(at as u16), Case::Any);
        }
        for (at, row) in known.pronouns.iter().enumerate() {
            self.add(&row.form, Entry::Pronoun(at as u16), Case::Any);
        }
        let verb = chancery_data::schema::SpeechPart::Verb;
        for row in known.speech.iter().filter(|row| row.part == verb) {
            row.forms
                .iter()
                .for_each(|form| self.add(form, Entry::Speech, Case::Any));
        }
        for row in &known.actor_words {
            if let Some(kind) = WordKind::from_text(&row.kind) {
                self.add(&row.form, Entry::Word(kind), Case::Any);
            }
        }
    }
}

/// Words of a headline between a country and the name that it owns, and between a title and the
/// family name.
const TITLE_REACH: usize = 9;
const GIVEN_NAMES: usize = 3;

fn country_entry(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Country(row) => Some(row),
        _ => None,
    }
}

fn owner_entry(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Country(row) | Entry::Adjective(row) => Some(row),
        _ => None,
    }
}

fn title_entry(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Title(row, false) => Some(row),
        _ => None,
    }
}

fn word_entry(entry: Entry, kind: WordKind) -> Option<u16> {
    (entry == Entry::Word(kind)).then_some(0)
}

/// True for "Velia's Defense Council": the owner is read apart, as for names in no table.
fn is_owned(known: &Knowledge, name: &str) -> bool {
    let owner = name.split_once("'s ").map(|parts| parts.0);
    let named = |owner: &str| {
        let mut rows = known.countries.iter();
        rows.any(|row| row.name == owner || row.names.iter().any(|name| name == owner))
    };
    owner.is_some_and(named)
}

/// Every hit of the tables in a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scan {
    /// The words of the tokens.
    pub(crate) words: Words,
    hits: Vec<Hit<Entry>>,
    first: Vec<u32>,
}

impl Scan {
    /// Hits that begin at `token`, the shortest first.
    pub(crate) fn at(&self, token: TokenId) -> &[Hit<Entry>] {
        match (
            self.first.get(token.index()),
            self.first.get(token.index() + 1),
        ) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The longest hit at `token` that `pick` accepts, with what it makes of it.
    pub(crate) fn longest<T>(
        &self,
        token: TokenId,
        pick: impl Fn(Entry) -> Option<T>,
    ) -> Option<(TokenId, T)> {
        let mut best: Option<(TokenId, T)> = None;
        for hit in self.at(token) {
            if best.as_ref().is_some_and(|b| b.0 >= hit.end) {
                continue;
            }
            if let Some(value) = pick(hit.value) {
                best = Some((hit.end, value));
            }
        }
        best
    }

    /// True where the word at `token` is of this kind.
    pub(crate) fn is(&self, token: TokenId, kind: WordKind) -> bool {
        self.at(token)
            .iter()
            .any(|hit| hit.value == Entry::Word(kind))
    }

    /// True where a hit at `token` satisfies `pick`.
    pub(crate) fn has(&self, token: TokenId, pick: impl Fn(Entry) -> bool) -> bool {
        self.at(token).iter().any(|hit| pick(hit.value))
    }
}
