//! Feature templates of the tree builder; the same code in training and at run time.
//!
//! Actions: stack, front, their heads and children, valencies, label sets and distances as in
//! Zhang and Nivre (2011), with the neighbours in the text and the signs between. Names of arcs:
//! the two ends, what hangs on them and what stands beside them.

use super::state::{NONE, State, Unit};
use crate::kernel::{atom, feature};

/// Units with one more, the pad, at the end.
pub type Units = [Unit];

fn unit(units: &Units, at: u32) -> &Unit {
    &units[(at as usize).min(units.len() - 1)]
}

/// Distance of two units in steps that matter.
fn distance(from: u32, to: u32) -> u32 {
    match to.abs_diff(from) {
        far if far > 20 => 9,
        far if far > 10 => 8,
        far if far > 6 => 7,
        near => near,
    }
}

/// Commas and other signs between two units, each 0 to 3.
fn between(units: &Units, left: u32, right: u32) -> u32 {
    let (l, r) = (unit(units, left), unit(units, right));
    let [commas, others] =
        [0, 1].map(|k| u32::from(r.counts[k].saturating_sub(l.counts[k]).min(3)));
    commas << 2 | others
}

fn set_atom(seed: u32, set: u64) -> u32 {
    atom(
        seed,
        set as u32 ^ ((set >> 32) as u32).wrapping_mul(0x9E37_79B1),
    )
}

/// All features of one choice of action.
pub fn action_features(units: &Units, state: &State, out: &mut Vec<u32>) {
    out.clear();
    let at = Focus::new(units, state);
    core(&at, out);
    context(&at, units, state, out);
    family(&at, units, state, out);
    outlook(&at, units, state, out);
}

/// The units that most templates name.
struct Focus<'a> {
    s0: &'a Unit,
    s1: &'a Unit,
    n0: &'a Unit,
    n1: &'a Unit,
    n2: &'a Unit,
    top: u32,
    front: u32,
    /// Distance, signs between and whether the front was put back.
    gap: u32,
}

impl<'a> Focus<'a> {
    fn new(units: &'a Units, state: &State) -> Self {
        let (top, front) = (state.below(0), state.front());
        let far = if top == NONE {
            15
        } else {
            distance(top, front)
        };
        let signs = if top == NONE {
            0
        } else {
            between(units, top, front)
        };
        Focus {
            s0: unit(units, top),
            s1: unit(units, state.below(1)),
            n0: unit(units, front),
            n1: unit(units, state.ahead(1)),
            n2: unit(units, state.ahead(2)),
            top,
            front,
            gap: far << 8 | signs << 1 | u32::from(state.repairing()),
        }
    }
}

/// Words and tags of stack and input.
fn core(at: &Focus, out: &mut Vec<u32>) {
    let Focus {
        s0, s1, n0, n1, n2, ..
    } = at;
    let (sw, st, nw, nt) = (s0.word, s0.tag, n0.word, n0.tag);
    let both = st ^ nt.rotate_left(5);
    out.extend([
        feature(1, sw, st, 0),
        feature(2, sw, 0, 0),
        feature(3, st, 0, 0),
        feature(4, nw, nt, 0),
        feature(5, nw, 0, 0),
        feature(6, nt, 0, 0),
        feature(7, n1.word, n1.tag, 0),
        feature(8, n1.tag, 0, 0),
        feature(9, n2.word, 0, 0),
        feature(10, n2.tag, 0, 0),
        feature(11, both, sw, nw),
        feature(12, both, sw, 0),
        feature(13, both, nw, 0),
        feature(14, both, 0, 0),
        feature(15, sw, nw, 0),
        feature(16, sw, nt, 0),
        feature(17, st, nw, 0),
        feature(18, nt, n1.tag, 0),
        feature(19, nt, n1.tag, n2.tag),
        feature(20, both, n1.tag, 0),
        feature(21, both, n1.tag, n2.tag),
        feature(22, sw, nt, n1.tag),
        feature(23, st, nw, n1.tag),
        feature(24, both, n1.word, 0),
        feature(25, s1.tag, both, 0),
        feature(26, s1.word, both, 0),
        feature(27, s1.tag, st, 0),
        feature(28, s1.word, sw, nw),
        feature(29, s1.tag, sw, nt),
        feature(30, s1.tag, st, nw),
        feature(31, s1.tag, both, n1.tag),
        feature(32, nw, n1.word, 0),
        feature(33, nw, n1.tag, 0),
    ]);
}

/// Distance, signs, heads and neighbours in the text.
fn context(at: &Focus, units: &Units, state: &State, out: &mut Vec<u32>) {
    let Focus { s0, s1, n0, n1, .. } = at;
    let both = s0.tag ^ n0.tag.rotate_left(5);
    let gap = atom(71, at.gap);
    let signs = atom(72, at.gap & 0xFF);
    let node = state.node(at.top);
    let (head, label) = (unit(units, node.head), atom(73, node.label.into()));
    let above = state.node(node.head);
    let far = unit(units, above.head);
    let after = unit(units, if at.top == NONE { NONE } else { at.top + 1 });
    let before = unit(units, at.front.wrapping_sub(1));
    let prior = unit(units, at.top.wrapping_sub(1));
    let below = state.node(state.below(1));
    out.extend([
        feature(40, s0.word, gap, 0),
        feature(41, s0.tag, gap, 0),
        feature(42, n0.word, gap, 0),
        feature(43, n0.tag, gap, 0),
        feature(44, both, gap, 0),
        feature(45, s0.word, n0.word, gap),
        feature(46, both, signs, n1.tag),
        feature(47, n0.glue, both, 0),
        feature(48, n1.glue, both, 0),
        feature(49, s0.glue, both, n0.glue),
        feature(50, label, s0.tag, 0),
        feature(51, label, s0.word, 0),
        feature(52, label, both, 0),
        feature(53, label, head.tag, both),
        feature(54, head.word, 0, 0),
        feature(55, head.tag, both, 0),
        feature(56, head.word, n0.word, n0.tag),
        feature(57, far.tag, head.tag, both),
        feature(58, atom(74, above.label.into()), label, nt_pair(s0, n0)),
        feature(59, after.tag, both, 0),
        feature(60, before.tag, both, 0),
        feature(61, after.word, s0.tag, n0.tag),
        feature(62, before.word, s0.tag, n0.tag),
        feature(63, prior.tag, both, 0),
        feature(64, after.tag, before.tag, both),
        feature(65, before.tag, n0.tag, n1.tag),
        feature(66, s1.tag, atom(75, below.label.into()), both),
        feature(67, s0.tag, n0.word, n1.word),
        feature(
            68,
            atom(76, u32::from(s0.before) << 8 | u32::from(n0.before)),
            gap,
            both,
        ),
    ]);
}

fn nt_pair(s0: &Unit, n0: &Unit) -> u32 {
    s0.tag.rotate_left(3) ^ n0.tag
}

/// Children, valencies and sets of relations.
fn family(at: &Focus, units: &Units, state: &State, out: &mut Vec<u32>) {
    let Focus { s0, n0, n1, .. } = at;
    let both = s0.tag ^ n0.tag.rotate_left(5);
    let (s, n) = (state.node(at.top), state.node(at.front));
    let get = |i: u32| (unit(units, i), atom(77, state.node(i).label.into()));
    let ((sl, sll), (sr, srl), (nl, nll)) = (get(s.left[0]), get(s.right[0]), get(n.left[0]));
    let ((sl2, sl2l), (sr2, sr2l), (nl2, nl2l)) = (get(s.left[1]), get(s.right[1]), get(n.left[1]));
    let valency = atom(
        78,
        u32::from(s.valency[0].min(5)) << 4 | u32::from(s.valency[1].min(7)),
    );
    let right = atom(79, s.valency[1].min(7).into());
    let left = atom(80, n.valency[0].min(5).into());
    let (ssl, ssr, nsl) = (
        set_atom(81, s.sets[0]),
        set_atom(82, s.sets[1]),
        set_atom(83, n.sets[0]),
    );
    out.extend([
        feature(100, s0.word, valency, 0),
        feature(101, s0.tag, valency, 0),
        feature(102, s0.word, right, n0.tag),
        feature(103, both, right, left),
        feature(104, n0.word, left, 0),
        feature(105, n0.tag, left, s0.tag),
        feature(106, s0.word, ssl, 0),
        feature(107, s0.word, ssr, 0),
        feature(108, s0.tag, ssl, n0.tag),
        feature(109, s0.tag, ssr, n0.tag),
        feature(110, n0.word, nsl, 0),
        feature(111, n0.tag, nsl, s0.tag),
        feature(112, both, ssl, nsl),
        feature(113, both, ssr, nsl),
        feature(114, sl.word, sll, both),
        feature(115, sl.tag, both, 0),
        feature(116, sr.word, srl, s0.tag),
        feature(117, sr.tag, both, 0),
        feature(118, sr.word, n0.word, both),
        feature(119, nl.word, nll, both),
        feature(120, nl.tag, both, 0),
        feature(121, nl.word, n0.word, s0.word),
        feature(122, nl.word, n0.tag, s0.word),
        feature(123, sll, sl2l, both),
        feature(124, srl, sr2l, both),
        feature(125, nll, nl2l, both),
        feature(126, sl2.word, sl2l, s0.tag),
        feature(127, sr2.word, sr2l, s0.tag),
        feature(128, nl2.word, nl2l, n0.tag),
        feature(129, sl.tag, sl2.tag, s0.tag),
        feature(130, sr.tag, sr2.tag, both),
        feature(131, nl.tag, nl2.tag, both),
        feature(132, srl, s0.word, n0.tag),
        feature(133, srl, both, n1.tag),
        feature(134, nll, both, n1.tag),
        feature(135, sr.word, n0.tag, n1.tag),
        feature(136, n1.glue, n0.tag, s0.word),
    ]);
}

/// How far the sentence has come: bare words, the bottom of the stack, verbs still to come; and
/// the plainest tags of a wider window.
fn outlook(at: &Focus, units: &Units, state: &State, out: &mut Vec<u32>) {
    let Focus {
        s0, s1, n0, n1, n2, ..
    } = at;
    let both = s0.tag ^ n0.tag.rotate_left(5);
    let end = &units[units.len() - 1];
    let to_come = end
        .verbs
        .saturating_sub(n0.verbs.saturating_add(n0.finite.into()))
        .min(3);
    let to_come = if at.front == NONE { 0 } else { to_come };
    let stage = atom(141, state.bare().min(3) << 4 | u32::from(to_come) << 1);
    let verbs = atom(142, to_come.into());
    let bottom = unit(units, state.stack.get(1).copied().unwrap_or(NONE));
    let tag = |u: &Unit| u32::from(u.upos as u8) + 1;
    let pair = tag(s0) << 5 | tag(n0);
    let coarse = atom(143, pair);
    let label = atom(144, state.node(at.top).label.into());
    out.extend([
        feature(140, stage, both, 0),
        feature(141, stage, both, bottom.tag),
        feature(142, stage, s0.word, n0.tag),
        feature(143, stage, s0.tag, n0.word),
        feature(144, stage, both, n1.tag),
        feature(145, verbs, label, both),
        feature(146, bottom.word, both, stage),
        feature(147, coarse, atom(145, tag(s1) << 5 | tag(n1)), 0),
        feature(
            148,
            coarse,
            atom(145, tag(s1) << 5 | tag(n1)),
            atom(146, tag(n2)),
        ),
        feature(149, coarse, atom(147, at.gap), stage),
        feature(260, s0.class, n0.class, 0),
        feature(261, s0.class, n0.tag, 0),
        feature(262, s0.tag, n0.class, 0),
        feature(263, s0.tag, n0.class, n1.class),
        feature(264, both, n1.class, 0),
        feature(265, s0.ending, n0.tag, 0),
        feature(266, s0.tag, n0.ending, 0),
        feature(267, s0.ending, n0.ending, 0),
        feature(268, n0.tag, n1.class, n2.class),
        feature(269, s1.tag, s0.class, n0.class),
        feature(270, n0.class, n1.class, s0.class),
    ]);
}

/// When an arc is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// As soon as it is made: what is to the right is not known yet.
    First,
    /// On the finished tree: relations of neighbours are known.
    Final,
}

/// All features of the name of the arc above `child`.
pub fn label_features(units: &Units, state: &State, child: u32, pass: Pass, out: &mut Vec<u32>) {
    out.clear();
    let c = state.node(child);
    let head = c.head;
    let (d, h) = (unit(units, child), unit(units, head));
    let side = atom(91, u32::from(child < head) | (pass as u32) << 1);
    ends(d, h, side, out);
    let gap = distance(head, child) << 4 | between(units, head.min(child), head.max(child));
    around(
        units,
        state,
        (child, head),
        side ^ atom(92, gap).rotate_left(9),
        out,
    );
    below(units, state, (child, head), side, out);
    if pass == Pass::Final {
        kin(units, state, (child, head), side, out);
    }
}

fn ends(d: &Unit, h: &Unit, side: u32, out: &mut Vec<u32>) {
    let both = d.tag ^ h.tag.rotate_left(5);
    out.extend([
        feature(150, side, 0, 0),
        feature(151, side, d.word, d.tag),
        feature(152, side, d.word, 0),
        feature(153, side, d.tag, 0),
        feature(154, side, h.word, h.tag),
        feature(155, side, h.word, 0),
        feature(156, side, h.tag, 0),
        feature(157, side, both, 0),
        feature(158, side, both, d.word),
        feature(159, side, both, h.word),
        feature(160, side, d.word, h.word),
        feature(161, side, d.tag, h.word),
        feature(162, side, d.word, h.tag),
        feature(163, side, both, d.glue),
    ]);
}

fn around(units: &Units, state: &State, arc: (u32, u32), gap: u32, out: &mut Vec<u32>) {
    let (child, head) = arc;
    let (d, h) = (unit(units, child), unit(units, head));
    let both = d.tag ^ h.tag.rotate_left(5);
    let (before, after) = (unit(units, child.wrapping_sub(1)), unit(units, child + 1));
    let (hb, ha) = (unit(units, head.wrapping_sub(1)), unit(units, head + 1));
    let above = state.node(head);
    let top = unit(units, above.head);
    out.extend([
        feature(170, gap, d.tag, 0),
        feature(171, gap, h.tag, 0),
        feature(172, gap, both, 0),
        feature(173, gap, d.word, 0),
        feature(174, before.tag, both, 0),
        feature(175, after.tag, both, 0),
        feature(176, before.word, d.tag, h.tag),
        feature(177, after.word, d.tag, h.tag),
        feature(178, before.tag, after.tag, both),
        feature(179, hb.tag, both, 0),
        feature(180, ha.tag, both, 0),
        feature(181, top.tag, both, atom(93, above.label.into())),
        feature(182, before.word, d.word, h.tag),
        feature(183, after.glue, d.glue, both),
    ]);
}

fn below(units: &Units, state: &State, arc: (u32, u32), side: u32, out: &mut Vec<u32>) {
    let (child, head) = arc;
    let (d, h) = (unit(units, child), unit(units, head));
    let both = d.tag ^ h.tag.rotate_left(5);
    let (c, p) = (state.node(child), state.node(head));
    let (l, l2, r) = (
        unit(units, c.left[0]),
        unit(units, c.left[1]),
        unit(units, c.right[0]),
    );
    let (cl, cr) = (set_atom(94, c.sets[0]), set_atom(95, c.sets[1]));
    let (pl, pr) = (set_atom(96, p.sets[0]), set_atom(97, p.sets[1]));
    out.extend([
        feature(190, side, l.word, both),
        feature(191, side, l.tag, both),
        feature(192, side, l.word, h.word),
        feature(193, side, l.word, d.word),
        feature(194, side, l2.word, both),
        feature(195, side, r.word, both),
        feature(196, side, r.tag, both),
        feature(197, side, l.tag ^ r.tag.rotate_left(9), both),
        feature(198, side, cl, both),
        feature(199, side, cr, both),
        feature(200, side, cl, d.word),
        feature(201, side, pl, both),
        feature(202, side, pr, both),
        feature(203, side, pl ^ pr.rotate_left(3), h.word),
        feature(204, side, pl ^ pr.rotate_left(3), d.tag),
        feature(205, side, cl, h.word),
    ]);
}

/// Relations of the kin, known on the finished tree alone.
fn kin(units: &Units, state: &State, arc: (u32, u32), side: u32, out: &mut Vec<u32>) {
    let (child, head) = arc;
    let (d, h) = (unit(units, child), unit(units, head));
    let both = d.tag ^ h.tag.rotate_left(5);
    let (c, p) = (state.node(child), state.node(head));
    let label = |seed: u32, at: u32| atom(seed, state.node(at).label.into());
    let own = label(98, child);
    let above = label(99, head);
    let outer = [p.left[0], p.left[1], p.right[1], p.right[0]].map(|at| label(100, at));
    out.extend([
        feature(210, side, own, 0),
        feature(211, side, own, both),
        feature(212, side, own, above),
        feature(213, side, above, both),
        feature(
            214,
            side,
            own,
            set_atom(101, p.sets[0]) ^ set_atom(102, p.sets[1]).rotate_left(3),
        ),
        feature(
            215,
            side,
            own,
            set_atom(103, c.sets[0]) ^ set_atom(104, c.sets[1]).rotate_left(3),
        ),
        feature(216, own, outer[0], outer[1] ^ side),
        feature(217, own, outer[2], outer[3] ^ side),
        feature(218, own, d.word, h.tag),
        feature(219, own, h.word, d.tag),
        feature(220, own, label(105, c.left[0]), label(106, c.right[0])),
    ]);
}
