//! Quad class and intensity of every type and mode, as the ontology has them.

use super::*;

/// Type, quad class, score.
const TYPES: &str = "\
ACCUSE 3 -3, AGREE 1 2.5, AID 2 10, ASSAULT 4 -9, COERCE 4 -7, CONCEDE 1 4.5, CONSULT 1 2.5, COOPERATE 2 9.5, MOBILIZE 4 -5.5, PROTEST 4 -5, \
REJECT 3 -2, REQUEST 3 0, RETREAT 2 6.5, SANCTION 4 -6, STATE 0 0, SUPPORT 1 5, THREATEN 3 -3.5";

/// Mode, score.
const MODES: &str = "\
CONSULT/visit 4, CONSULT/third-party 1, CONSULT/multilateral 4, CONSULT/phone 1.5, RETREAT/withdraw 8, RETREAT/release 6.5, RETREAT/disarm 10, \
RETREAT/ceasefire 7.5, RETREAT/access 6.5, RETREAT/resign 4.5, REQUEST/assist 0.5, REQUEST/change -1, REQUEST/yield -1, REQUEST/meet 0, \
REJECT/assist -1.5, REJECT/change -2, REJECT/yield -2, REJECT/meet -2, ACCUSE/disapprove -2, ACCUSE/investigate -3.5, ACCUSE/allege -3.5, \
THREATEN/restrict -3, THREATEN/arrest -3.5, THREATEN/relations -3.5, THREATEN/expel -3.5, THREATEN/territory -4, THREATEN/violence -3.5, \
PROTEST/demo -5, PROTEST/riot -7, PROTEST/strike -5, PROTEST/hunger -4.5, PROTEST/boycott -4.5, PROTEST/obstruct -4.5, PROTEST/vandalize -5, \
SANCTION/convict -6, SANCTION/expel -5.5, SANCTION/withdraw -6, SANCTION/discontinue -6, MOBILIZE/troops -6.5, MOBILIZE/weapons -6.5, \
MOBILIZE/police -5.5, MOBILIZE/militia -6, COERCE/seize -7, COERCE/restrict -7, COERCE/censor -6.5, COERCE/curfew -6.5, COERCE/martial-law -7.5, \
COERCE/arrest -7, COERCE/deport -7, COERCE/withhold -7, COERCE/misinformation -6.5, COERCE/cyber -7, ASSAULT/abduct -8.5, ASSAULT/beat -7.5, \
ASSAULT/torture -8.5, ASSAULT/sexual -8.5, ASSAULT/targeted -9.5, ASSAULT/destroy -8.5, ASSAULT/primitive -8, ASSAULT/firearms -9, \
ASSAULT/explosives -9, ASSAULT/suicide-attack -9.5, ASSAULT/aerial -9.5, ASSAULT/drone -9.5, ASSAULT/heavy-weapons -9.5, \
ASSAULT/crowd-control -7.5, ASSAULT/unconventional -10";

#[test]
fn types_have_their_quad_class_and_score() {
    let known = chancery_data::knowledge();
    let told = |row: &chancery_data::schema::EventType| {
        let score = intensity(known, &row.code, "");
        format!("{} {} {score}", row.code, row.quad)
    };
    let all: Vec<String> = known.types.iter().map(told).collect();
    assert_eq!(all, TYPES.split(", ").collect::<Vec<_>>());
}

#[test]
fn the_score_of_a_mode_stands_before_that_of_its_type() {
    let known = chancery_data::knowledge();
    let rows: Vec<&str> = MODES.split(", ").collect();
    assert_eq!(rows.len(), known.modes.len());
    for row in rows {
        let (mode, score) = row.split_once(' ').expect("mode and score");
        let (of, mode) = mode.split_once('/').expect("type and mode");
        assert_eq!(intensity(known, of, mode).to_string(), score, "{row}");
    }
}
