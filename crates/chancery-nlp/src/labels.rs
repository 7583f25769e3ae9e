//! The closed sets of labels: UPOS, XPOS (Penn), relations of Universal Dependencies, name kinds.
//!
//! Source: universaldependencies.org, guidelines version 2, and the inventory of English EWT and
//! GUM.

macro_rules! labels {
    ($(#[$meta:meta])* $name:ident, default $default:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)+
        }

        impl $name {
            /// Every label, in the order of its number.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// As it is written in CoNLL-U.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The label written so, if there is one.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }

            /// The label with this number; the default for a number out of range.
            pub fn from_index(index: usize) -> Self {
                Self::ALL.get(index).copied().unwrap_or($name::$default)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $name::$default
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos, default X {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Penn Treebank tag, as in EWT and GUM.
    Xpos, default FW {
        CC = "CC", CD = "CD", DT = "DT", EX = "EX", FW = "FW", IN = "IN", JJ = "JJ", JJR = "JJR",
        JJS = "JJS", LS = "LS", MD = "MD", NN = "NN", NNP = "NNP", NNPS = "NNPS", NNS = "NNS",
        PDT = "PDT", POS = "POS", PRP = "PRP", PrpPoss = "PRP$", RB = "RB", RBR = "RBR",
        RBS = "RBS", RP = "RP", SYM = "SYM", TO = "TO", UH = "UH", VB = "VB", VBD = "VBD",
        VBG = "VBG", VBN = "VBN", VBP = "VBP", VBZ = "VBZ", WDT = "WDT", WP = "WP",
        WpPoss = "WP$", WRB = "WRB", ADD = "ADD", AFX = "AFX", GW = "GW", HYPH = "HYPH",
        NFP = "NFP", Lrb = "-LRB-", Rrb = "-RRB-", Stop = ".", Comma = ",", Colon = ":",
        OpenQuote = "``", CloseQuote = "''", Dollar = "$",
    }
}

labels! {
    /// Relation of Universal Dependencies, subtypes included.
    Deprel, default Dep {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl",
        Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass",
        Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp",
        Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop",
        Csubj = "csubj", CsubjPass = "csubj:pass", CsubjOuter = "csubj:outer", Dep = "dep",
        Det = "det", DetPredet = "det:predet", Discourse = "discourse",
        Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
        Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodPoss = "nmod:poss", NmodDesc = "nmod:desc", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjPass = "nsubj:pass", NsubjOuter = "nsubj:outer",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
        OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

labels! {
    /// What a name names, as far as its own words tell.
    NameKind, default Org {
        Person = "PER", Org = "ORG", Place = "LOC", Nationality = "NAT", Event = "EVENT",
        Vessel = "VESSEL",
    }
}

impl Deprel {
    /// True for `nsubj`, `nsubj:pass`, `nsubj:outer`, `csubj` and its kin.
    pub fn is_subject(self) -> bool {
        use Deprel::{Csubj, CsubjOuter, CsubjPass, Nsubj, NsubjOuter, NsubjPass};
        matches!(
            self,
            Nsubj | NsubjPass | NsubjOuter | Csubj | CsubjPass | CsubjOuter
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back() {
        for &label in Deprel::ALL {
            assert_eq!(Deprel::from_text(label.as_str()), Some(label));
        }
        for &label in Xpos::ALL {
            assert_eq!(Xpos::from_text(label.as_str()), Some(label));
        }
    }
}
