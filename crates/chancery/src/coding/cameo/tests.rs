//! Every row of the derivation, as the ontology has it: type, mode, kind, conditions, code.

use super::*;

/// Types without mode.
const TYPES: &str = "\
AGREE 030, SUPPORT 051, CONCEDE 080, CONSULT 040, RETREAT 080, REQUEST 100, ACCUSE 110, REJECT 120, THREATEN 130, PROTEST 140, SANCTION 160, \
MOBILIZE 150, COERCE 170, ASSAULT 190, STATE 010, COOPERATE 060, AID 070";

/// Modes.
const MODES: &str = "\
CONSULT/visit 042, CONSULT/third-party 044, CONSULT/multilateral 040, CONSULT/phone 041, RETREAT/withdraw 0874, RETREAT/release 0841, \
RETREAT/disarm 0873, RETREAT/ceasefire 0871, RETREAT/access 086, RETREAT/resign 0831, REQUEST/assist 101, REQUEST/change 104, REQUEST/yield 105, \
REQUEST/meet 106, REJECT/assist 121, REJECT/change 123, REJECT/yield 124, REJECT/meet 125, ACCUSE/disapprove 111, ACCUSE/investigate 090, \
ACCUSE/allege 112, THREATEN/restrict 132, THREATEN/arrest 132, THREATEN/relations 1313, THREATEN/expel 136, THREATEN/territory 1382, \
THREATEN/violence 138, PROTEST/demo 141, PROTEST/riot 145, PROTEST/strike 143, PROTEST/hunger 142, PROTEST/boycott 143, PROTEST/obstruct 144, \
PROTEST/vandalize 145, SANCTION/convict 116, SANCTION/expel 166, SANCTION/withdraw 166, SANCTION/discontinue 160, MOBILIZE/troops 154, \
MOBILIZE/weapons 154, MOBILIZE/police 153, MOBILIZE/militia 154, COERCE/seize 1711, COERCE/restrict 172, COERCE/censor 1721, COERCE/curfew 1723, \
COERCE/martial-law 1724, COERCE/arrest 173, COERCE/deport 174, COERCE/withhold 170, COERCE/misinformation 170, COERCE/cyber 176, ASSAULT/abduct 181, \
ASSAULT/beat 182, ASSAULT/torture 1822, ASSAULT/sexual 1821, ASSAULT/targeted 186, ASSAULT/destroy 1712, ASSAULT/primitive 182, \
ASSAULT/firearms 193, ASSAULT/explosives 183, ASSAULT/suicide-attack 1831, ASSAULT/aerial 195, ASSAULT/drone 1952, ASSAULT/heavy-weapons 194, \
ASSAULT/crowd-control 175, ASSAULT/unconventional 204";

/// Kinds: their code stands before the mode's; of `meet` the mode's.
const KINDS: &str = "\
CONSULT:meet 040, CONSULT/visit:meet 042, CONSULT/third-party:meet 044, CONSULT/visit:visit 042, CONSULT/visit:host 043, CONSULT/phone:call 041, \
CONSULT/phone:video 041, CONSULT/phone:letter 040, CONSULT:talks 046, CONSULT:mediate 045, CONSULT/multilateral:summit 040, \
CONSULT/multilateral:conference 040, CONSULT/third-party:sidelines 044, CONSULT:brief 040, CONSULT:attend 040, AGREE:deal 030, AGREE:invite 036, \
AGREE:pledge-aid 033, AGREE:offer-mediation 039, AGREE:call-peace 037, SUPPORT:sign 057, SUPPORT:ratify 057, SUPPORT:recognise 054, \
SUPPORT:open-relations 050, CONCEDE:declare-truce 0871, CONCEDE:announce-withdrawal 0356, CONCEDE:pardon 081, CONCEDE:apologise 055, \
COOPERATE:joint-exercise 062, AID:deliver-arms 072, AID:fund 071, AID:relief 073, RETREAT/release:exchange-prisoners 0841, \
RETREAT:return-remains 084, RETREAT:lift-sanctions 085, REQUEST/meet:urge-talks 026, REQUEST/yield:urge-truce 0256, ACCUSE/disapprove:summon 114, \
ACCUSE/disapprove:protest-note 114, REJECT/meet:call-off 160, THREATEN:ultimatum 139, THREATEN/violence:ultimatum 139, \
SANCTION/discontinue:impose-sanctions 163, SANCTION/expel:expel-diplomats 161, SANCTION/withdraw:recall-envoy 161, \
SANCTION/discontinue:break-relations 161, SANCTION/withdraw:suspend-talks 164, STATE:confirm 015, STATE:deny 016";

/// Rows that depend on what else is told.
const CONDITIONS: &str = "\
COOPERATE+economic 061, COOPERATE+military 062, COOPERATE+legal 063, COOPERATE+intelligence 064, COOPERATE+gender 060, COOPERATE+legal+economic 063, \
AID+economic 071, AID+military 072, AID+human_security 073, AID+peacekeeping 074, AID+asylum 075, AID:fund+military 071, \
REQUEST+appeal 020, REQUEST+demand 100, REQUEST/assist+aid 103, REQUEST/assist+appeal 021, REQUEST/assist+appeal+aid 023, REQUEST/change+appeal 024, \
REQUEST/yield+appeal 025, REQUEST/meet+appeal 026, REQUEST/meet:urge-talks+demand 106, REQUEST/meet:urge-talks+appeal 026, \
REQUEST/yield:urge-truce+demand 1056, REJECT/assist+aid 122, REJECT/assist+appeal 121, ASSAULT/targeted+attempt 185, ASSAULT+unarmed 180, \
ASSAULT/firearms+unarmed 193";

/// Checks the rows of a table, and gives what was coded in them.
fn check(table: &str) -> Vec<String> {
    let rows = table
        .split(", ")
        .map(|row| row.split_once(' ').expect("act and code"));
    let mut acts = Vec::new();
    for (act, code) in rows {
        let mut conditions = act.split('+');
        let coded = conditions.next().unwrap_or_default();
        let (left, kind) = coded.split_once(':').unwrap_or((coded, ""));
        let (event_type, mode) = left.split_once('/').unwrap_or((left, ""));
        let coded = Coded {
            event_type,
            mode,
            kind,
        };
        let known = chancery_data::knowledge();
        assert_eq!(derive(known, coded, || conditions.collect()), code, "{act}");
        let own = if kind.is_empty() { left } else { kind };
        acts.push(own.to_owned());
    }
    acts.sort();
    acts.dedup();
    acts
}

#[test]
fn types_have_their_codes() {
    let known = chancery_data::knowledge();
    let all: Vec<&str> = known.types.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(check(TYPES), all);
}

#[test]
fn modes_have_their_codes() {
    let known = chancery_data::knowledge();
    let name = |row: &chancery_data::schema::Mode| format!("{}/{}", row.event_type, row.code);
    let all: Vec<String> = known.modes.iter().map(name).collect();
    assert_eq!(check(MODES), all);
}

#[test]
fn kinds_stand_before_modes() {
    let known = chancery_data::knowledge();
    let all: Vec<&str> = known.kinds.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(check(KINDS), all);
}

#[test]
fn conditions_change_the_code() {
    assert!(!check(CONDITIONS).is_empty());
}

#[test]
fn unknown_types_have_no_code() {
    let known = chancery_data::knowledge();
    assert_eq!(derive(known, Coded::default(), Vec::new), "");
}
