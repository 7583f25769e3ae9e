//! Runs of capitals that end in a noun of bodies: "National Security and Defense Council",
//! "Ministry of Foreign Affairs of Ukraine".

use chancery_nlp::{NameKind, Sentence, TokenId};

use super::super::tables::{Entry, WordKind};
use super::{Finder, next};

/// Longest organisation name by shape, tokens.
const LONGEST: u32 = 12;

impl Finder<'_> {
    /// One past the last token of an organisation that begins at `at`, and the row of its noun.
    pub(super) fn org_run(&self, at: TokenId, sentence: Sentence) -> Option<(TokenId, u16)> {
        if self.is_function_word(at) {
            return None;
        }
        let limit = TokenId(sentence.end.0.min(at.0 + LONGEST));
        let mut best: Option<(TokenId, u16)> = None;
        let mut t = at;
        while t < limit {
            let free = best.is_none_or(|b| b.0 <= t) && !self.ends_org(t, at);
            let joins =
                best.is_none() && (self.tight_hyphen(t) || self.joins_modifiers(t, at, limit));
            if let Some((end, row)) = self.org_noun(t).filter(|_| self.capital(t)) {
                best = Some((end, row));
                t = end;
            } else if joins || (free && self.is_capital_or_tail(t, at)) {
                t = next(t);
            } else {
                break;
            }
        }
        let (end, row) = best?;
        let wider = (end == t && t < limit && self.opens_complement(t, limit))
            .then(|| self.complement(t, limit))
            .flatten();
        best = Some((wider.unwrap_or(end), row));
        best.filter(|b| b.0.0 - at.0 >= 2)
    }

    /// A capital, or the rest of a word after its hyphen.
    fn is_capital_or_tail(&self, token: TokenId, first: TokenId) -> bool {
        self.capital(token) || (token > first && self.tight_hyphen(TokenId(token.0 - 1)))
    }

    fn org_noun(&self, token: TokenId) -> Option<(TokenId, u16)> {
        self.scan.longest(token, |entry| match entry {
            Entry::OrgNoun(row, false) => Some(row),
            _ => None,
        })
    }

    /// True where a capital cannot go on an organisation's name: a person, a day, a title, a country.
    fn ends_org(&self, token: TokenId, first: TokenId) -> bool {
        let person = self
            .parse
            .name_at(token)
            .is_some_and(|name| name.kind == NameKind::Person);
        person
            || self.scan.has(token, |entry| match entry {
                Entry::Calendar | Entry::Title(..) | Entry::Pronoun(_) => true,
                Entry::Country(_) | Entry::Adjective(_) => token > first,
                _ => false,
            })
            || (token > first && self.is_function_word(token))
    }

    /// "and" between two words that modify one noun: "Security and Defense".
    fn joins_modifiers(&self, token: TokenId, first: TokenId, limit: TokenId) -> bool {
        token > first
            && next(token) < limit
            && self.scan.is(token, WordKind::And)
            && self.scan.is(TokenId(token.0 - 1), WordKind::Modifier)
            && self.capital(next(token))
    }

    fn opens_complement(&self, token: TokenId, limit: TokenId) -> bool {
        let plain =
            !self.scan.is(token, WordKind::Locative) && !self.scan.is(token, WordKind::Partner);
        let of =
            self.scan.is(token, WordKind::Of) || (plain && self.scan.is(token, WordKind::Link));
        let after = next(token);
        let begins = |t: TokenId| t < limit && self.capital(t) && !self.is_function_word(t);
        of && (begins(after)
            || (after < limit && self.scan.is(after, WordKind::Definite) && begins(next(after))))
    }

    /// One past "of Foreign Affairs", "of Ukraine", "of the Armed Forces"; `None` before a person.
    fn complement(&self, of: TokenId, limit: TokenId) -> Option<TokenId> {
        let only_of = self.scan.is(of, WordKind::Of);
        let mut t = next(of);
        if self.scan.is(t, WordKind::Definite) {
            t = next(t);
        }
        if let Some((end, ())) = self
            .scan
            .longest(t, |entry| matches!(entry, Entry::Country(_)).then_some(()))
        {
            return only_of.then_some(end);
        }
        let first = t;
        while t < limit {
            let joined = self.joins_modifiers(t, first, limit);
            if !joined && (!self.capital(t) || self.ends_org(t, first)) {
                break;
            }
            t = next(t);
        }
        (t > first).then(|| self.second_complement(t, limit))
    }

    /// "Ministry of Defense of Ukraine": the country belongs to the name.
    fn second_complement(&self, t: TokenId, limit: TokenId) -> TokenId {
        if t < limit && self.scan.is(t, WordKind::Of) && next(t) < limit {
            let country = self.scan.longest(next(t), |entry| {
                matches!(entry, Entry::Country(_)).then_some(())
            });
            return country.map_or(t, |hit| hit.0);
        }
        t
    }
}
