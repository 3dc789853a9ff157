//! Controlled rounding: figures in larger units that still add up as they are shown, in rows and columns at once.
//!
//! Every figure goes to the whole unit below or above it, never further, and as few as can be go to the farther of the
//! two. For a table whose rows and columns have totals, and groups in one of them, such figures always exist (Cox 1987):
//! it is a question of flow, where each sum is a node and each figure an arc that carries nothing or one unit. What table
//! the figures stand in, and what sums it shows, is not known here.

mod network;

use network::Network;

/// Figures, by index, each with its sign: together they are nil.
pub type Equation = Vec<(usize, i8)>;

/// `exact` in whole `unit`s, so that every one of `equations` that holds for the exact figures holds for these too. As few as
/// can be are not the nearest whole unit, each counted by its weight; half a unit goes up. `None` where there are no such figures: sums that overlap
/// in other ways than rows and columns do, or an equation that does not hold.
///
/// # Panics
/// When `unit` is not above nil, a figure has no weight, or an equation names a figure that is not there.
#[must_use]
pub fn controlled(exact: &[i64], weights: &[u32], unit: i64, equations: &[Equation]) -> Option<Vec<i64>> {
    assert!(unit > 0, "a unit is above nil");
    let mut figures = Figures::nearest(exact, weights, unit);
    let mut left: Vec<&Equation> = equations.iter().collect();
    // A network takes as many sums as one can hold. Those left over have parts that are settled then, and are the next one.
    while left.iter().any(|equation| figures.is_open(equation)) {
        let (network, aside) = Network::of(&left, &figures);
        network.balance(&mut figures)?;
        left = aside;
    }
    equations.iter().all(|equation| figures.sum(equation) == 0).then(|| figures.rounded())
}

/// The nearest whole `unit` to `exact`, half a unit up.
#[must_use]
pub fn nearest(exact: i64, unit: i64) -> i64 {
    Figures::nearest(&[exact], &[1], unit).value(0)
}

/// Figures while they are rounded.
struct Figures {
    unit: i64,
    /// What it weighs to move each.
    weights: Vec<u32>,
    /// The whole units at or below each.
    floor: Vec<i64>,
    /// What is above that.
    part: Vec<i64>,
    /// Whether it goes up.
    up: Vec<bool>,
    /// Whether it may still go the other way.
    open: Vec<bool>,
}

impl Figures {
    fn nearest(exact: &[i64], weights: &[u32], unit: i64) -> Self {
        assert_eq!(exact.len(), weights.len(), "every figure has a weight");
        let part: Vec<i64> = exact.iter().map(|figure| figure.rem_euclid(unit)).collect();
        Self {
            unit,
            weights: weights.to_vec(),
            floor: exact.iter().map(|figure| figure.div_euclid(unit)).collect(),
            up: part.iter().map(|part| *part > 0 && *part >= unit - *part).collect(),
            open: part.iter().map(|part| *part > 0).collect(),
            part,
        }
    }

    fn rounded(&self) -> Vec<i64> {
        (0..self.floor.len()).map(|figure| self.value(figure)).collect()
    }

    fn value(&self, figure: usize) -> i64 {
        self.floor[figure] + i64::from(self.up[figure])
    }

    fn sum(&self, equation: &Equation) -> i64 {
        equation.iter().map(|(figure, sign)| i64::from(*sign) * self.value(*figure)).sum()
    }

    fn is_open(&self, equation: &Equation) -> bool {
        equation.iter().any(|(figure, _)| self.open[*figure])
    }

    /// What it costs to turn a figure. The fewest that are not nearest come first; of as many, the shortest way.
    fn cost_of_turning(&self, figure: usize) -> i128 {
        let [below, above] = [self.part[figure], self.unit - self.part[figure]].map(i128::from);
        let count = i128::try_from(self.floor.len()).expect("a count fits in 128 bits");
        let moved = i128::from(self.unit) * (count + 1) * i128::from(self.weights[figure]);
        let price = |way: i128, other: i128| if way > other { way + moved } else { way };
        let up = price(above, below) - price(below, above);
        if self.up[figure] { -up } else { up }
    }
}
