//! Sums as nodes, figures as arcs, and the cheapest way to bring every sum into balance.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::{Equation, Figures};

/// Sums as nodes; each open figure an arc between the two sums it stands in, or between one and the ground.
pub(super) struct Network<'a> {
    nodes: Vec<Node<'a>>,
    arcs: Vec<Arc>,
    /// The arcs at each node, and last those at the ground.
    at: Vec<Vec<usize>>,
}

struct Node<'a> {
    equation: &'a Equation,
    /// The sign its own signs are multiplied by, so that a figure has opposite signs in its two sums.
    sign: i64,
}

/// A figure that takes a unit from one sum to another when it goes up.
struct Arc {
    figure: usize,
    from: usize,
    to: usize,
}

/// Nodes, each turned against the one it hangs on, or not.
#[derive(Default)]
struct Turned {
    above: Vec<(usize, bool)>,
}

impl Turned {
    /// The node that a node hangs on in the end, and whether it is turned against it.
    fn root(&self, node: usize) -> (usize, bool) {
        let (mut at, mut against) = (node, false);
        while self.above[at].0 != at {
            against ^= self.above[at].1;
            at = self.above[at].0;
        }
        (at, against)
    }

    /// Adds a node that is turned against each of `others`, or not; false, and nothing added, where it cannot be both.
    fn add(&mut self, others: &[(usize, bool)]) -> bool {
        let mut roots: BTreeMap<usize, bool> = BTreeMap::new();
        for (other, against) in others {
            let (root, turned) = self.root(*other);
            if *roots.entry(root).or_insert(against ^ turned) != against ^ turned {
                return false;
            }
        }
        let node = self.above.len();
        let mut roots = roots.into_iter();
        let (first, against) = roots.next().unwrap_or((node, false));
        self.above.push((first, against));
        for (root, other) in roots {
            self.above[root] = (first, against ^ other);
        }
        true
    }
}

impl<'a> Network<'a> {
    /// The network of as many equations as it can hold, and the others.
    pub(super) fn of(equations: &[&'a Equation], figures: &Figures) -> (Self, Vec<&'a Equation>) {
        let mut places: Vec<Vec<(usize, i8)>> = vec![Vec::new(); figures.open.len()];
        let mut turned = Turned::default();
        let (mut held, mut aside): (Vec<&Equation>, Vec<&Equation>) = (Vec::new(), Vec::new());
        for &equation in equations {
            let open: Vec<_> = equation.iter().filter(|(figure, _)| figures.open[*figure]).collect();
            let fits = open.iter().all(|(figure, _)| places[*figure].len() < 2);
            let shared = open.iter().flat_map(|(figure, sign)| {
                places[*figure].iter().map(move |(node, other)| (*node, (*sign > 0) == (*other > 0)))
            });
            if fits && turned.add(&shared.collect::<Vec<_>>()) {
                open.iter().for_each(|(figure, sign)| places[*figure].push((held.len(), *sign)));
                held.push(equation);
            } else {
                aside.push(equation);
            }
        }
        let sign = |node| if turned.root(node).1 { -1 } else { 1 };
        let nodes: Vec<Node<'_>> =
            held.into_iter().enumerate().map(|(node, equation)| Node { equation, sign: sign(node) }).collect();
        (Self::joined(nodes, &places), aside)
    }

    /// `places` are the nodes that each figure stands in, with its sign there.
    fn joined(nodes: Vec<Node<'a>>, places: &[Vec<(usize, i8)>]) -> Self {
        let ground = nodes.len();
        let (mut arcs, mut at) = (Vec::new(), vec![Vec::new(); ground + 1]);
        for (figure, places) in places.iter().enumerate().filter(|(_, places)| !places.is_empty()) {
            let (mut from, mut to) = (ground, ground);
            for (node, sign) in places {
                if nodes[*node].sign * i64::from(*sign) > 0 { to = *node } else { from = *node }
            }
            at[from].push(arcs.len());
            at[to].push(arcs.len());
            arcs.push(Arc { figure, from, to });
        }
        Self { nodes, arcs, at }
    }

    /// Turns the figures that must be turned, at the least cost, and settles all it holds: from each sum that has a unit too
    /// much, one by one, the cheapest way to one that has too little. `None` where there is no way.
    pub(super) fn balance(&self, figures: &mut Figures) -> Option<()> {
        let mut excess: Vec<i64> = self.nodes.iter().map(|node| node.sign * figures.sum(node.equation)).collect();
        excess.push(-excess.iter().sum::<i64>());
        // What has been paid to reach each node: with it no turn costs less than nothing, and the nearest way is the cheapest.
        let mut paid = vec![0_i128; excess.len()];
        for source in 0..excess.len() {
            while excess[source] > 0 {
                let way = self.cheapest(source, &excess, figures, &mut paid)?;
                excess[source] -= 1;
                excess[way.end] += 1;
                way.arcs.iter().for_each(|arc| figures.up[self.arcs[*arc].figure] ^= true);
            }
        }
        self.arcs.iter().for_each(|arc| figures.open[arc.figure] = false);
        Some(())
    }

    /// Dijkstra's shortest path from `source` to a node that has too little.
    fn cheapest(&self, source: usize, excess: &[i64], figures: &Figures, paid: &mut [i128]) -> Option<Way> {
        let mut reached: BTreeMap<usize, (i128, Option<usize>)> = BTreeMap::from([(source, (0, None))]);
        let mut settled: BTreeMap<usize, i128> = BTreeMap::new();
        let mut waiting = BinaryHeap::from([Reverse((0, source))]);
        while let Some(Reverse((cost, node))) = waiting.pop() {
            if settled.contains_key(&node) {
                continue;
            }
            if excess[node] < 0 {
                for (one, of_one) in settled {
                    paid[one] += of_one - cost;
                }
                return Some(self.way(source, node, &reached));
            }
            settled.insert(node, cost);
            for &arc in &self.at[node] {
                let Some(next) = self.across(arc, node, figures) else { continue };
                let turning = figures.cost_of_turning(self.arcs[arc].figure);
                let cost = cost + turning + paid[node] - paid[next];
                if reached.get(&next).is_none_or(|(known, _)| cost < *known) {
                    reached.insert(next, (cost, Some(arc)));
                    waiting.push(Reverse((cost, next)));
                }
            }
        }
        None
    }

    /// The node that turning the figure of `arc` takes a unit to from `node`; `None` where it would take one from there.
    fn across(&self, arc: usize, node: usize, figures: &Figures) -> Option<usize> {
        let arc = &self.arcs[arc];
        let (from, to) = if figures.up[arc.figure] { (arc.to, arc.from) } else { (arc.from, arc.to) };
        (from == node).then_some(to)
    }

    fn way(&self, source: usize, end: usize, reached: &BTreeMap<usize, (i128, Option<usize>)>) -> Way {
        let mut arcs = Vec::new();
        let mut node = end;
        while node != source {
            let arc = reached[&node].1.expect("every node but the source was reached by an arc");
            arcs.push(arc);
            let ends = &self.arcs[arc];
            node = if ends.from == node { ends.to } else { ends.from };
        }
        Way { end, arcs }
    }
}

/// A way from one sum to another.
struct Way {
    end: usize,
    arcs: Vec<usize>,
}
