//! Controlled rounding against what it promises, and against a slow twin that tries every way there is.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tilskot::rounding::{Equation, controlled, nearest};

/// A table with a total row and a total column, its lines in groups with sub-totals where `groups` says so.
struct Grid {
    exact: Vec<i64>,
    equations: Vec<Equation>,
}

/// `lines` with their group; a total of each line, of each group, and of all.
fn grid(lines: &[(u8, Vec<i64>)]) -> Grid {
    let columns = lines[0].1.len() + 1;
    let mut rows: Vec<Vec<i64>> = Vec::new();
    let mut sums: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut groups: Vec<u8> = lines.iter().map(|(group, _)| *group).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let first = rows.len();
        for (_, figures) in lines.iter().filter(|(one, _)| *one == group) {
            rows.push([figures.clone(), vec![figures.iter().sum()]].concat());
        }
        sums.push((rows.len(), (first..rows.len()).collect()));
        rows.push((0..columns).map(|at| rows[first..].iter().map(|row| row[at]).sum()).collect());
    }
    let parts: Vec<usize> = sums.iter().map(|(row, _)| *row).collect();
    sums.push((rows.len(), parts.clone()));
    rows.push((0..columns).map(|at| parts.iter().map(|row| rows[*row][at]).sum()).collect());
    let cell = |row: usize, column: usize| row * columns + column;
    let mut equations = Vec::new();
    for (row, parts) in &sums {
        for column in 0..columns {
            let parts = parts.iter().map(|part| (cell(*part, column), 1));
            equations.push(parts.chain([(cell(*row, column), -1)]).collect());
        }
    }
    for row in 0..rows.len() {
        let parts = (0..columns - 1).map(|column| (cell(row, column), 1));
        equations.push(parts.chain([(cell(row, columns - 1), -1)]).collect());
    }
    Grid { exact: rows.concat(), equations }
}

fn moved(exact: &[i64], shown: &[i64], unit: i64) -> usize {
    let distance = |exact: &i64, shown: i64| (exact - shown * unit).abs();
    exact.iter().zip(shown).filter(|(one, shown)| distance(one, **shown) > distance(one, nearest(**one, unit))).count()
}

fn holds(grid: &Grid, unit: i64) -> Result<Vec<i64>, TestCaseError> {
    let shown = controlled(&grid.exact, &vec![1; grid.exact.len()], unit, &grid.equations);
    let shown = shown.ok_or_else(|| TestCaseError::fail("a table of rows and columns always has a solution"))?;
    for equation in &grid.equations {
        let sum: i64 = equation.iter().map(|(at, sign)| shown[*at] * i64::from(*sign)).sum();
        prop_assert_eq!(sum, 0);
    }
    for (exact, shown) in grid.exact.iter().zip(&shown) {
        prop_assert!((exact - shown * unit).abs() < unit, "{} is shown as {}", exact, shown);
    }
    Ok(shown)
}

#[test]
fn two_thousand_tables_add_up_as_shown() {
    let figure = prop_oneof![4 => -90_000_000_i64..90_000_000, 1 => Just(0_i64), 1 => -99_i64..99];
    let table = (1_usize..6, 1_usize..30).prop_flat_map(move |(columns, lines)| {
        prop::collection::vec((0_u8..4, prop::collection::vec(figure.clone(), columns)), lines)
    });
    let unit = prop_oneof![Just(100_i64), Just(100_000), Just(100_000_000)];
    let mut runner = TestRunner::new(Config { cases: 2_000, failure_persistence: None, ..Config::default() });
    runner.run(&(table, unit), |(lines, unit)| holds(&grid(&lines), unit).map(|_| ())).unwrap();
}

/// The fewest that any way of rounding moves: every figure up or down, all of them tried.
fn fewest_moved(grid: &Grid, unit: i64) -> usize {
    let open: Vec<usize> = (0..grid.exact.len()).filter(|at| grid.exact[*at].rem_euclid(unit) > 0).collect();
    let mut fewest = usize::MAX;
    for ways in 0_u32..1 << open.len() {
        let mut shown: Vec<i64> = grid.exact.iter().map(|exact| exact.div_euclid(unit)).collect();
        for (bit, at) in open.iter().enumerate() {
            shown[*at] += i64::from(ways >> bit & 1 == 1);
        }
        let adds_up =
            |equation: &Equation| equation.iter().map(|(at, sign)| shown[*at] * i64::from(*sign)).sum::<i64>() == 0;
        if grid.equations.iter().all(adds_up) {
            fewest = fewest.min(moved(&grid.exact, &shown, unit));
        }
    }
    fewest
}

#[test]
fn no_other_way_moves_fewer() {
    let table = prop::collection::vec((0_u8..2, prop::collection::vec(-40_i64..40, 2)), 1..4);
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    runner
        .run(&table, |lines| {
            let grid = grid(&lines);
            if grid.exact.len() <= 18 {
                let shown = holds(&grid, 10)?;
                prop_assert_eq!(moved(&grid.exact, &shown, 10), fewest_moved(&grid, 10));
            }
            Ok(())
        })
        .unwrap();
}

/// Frame − granted = rest, pot by pot and together: the same figures stand in three sums.
#[test]
fn pots_with_their_rest_add_up() {
    // Per pot: base, change, frame, granted, rest; then the three together.
    let pots = [[10_400, 5_400, 15_800, 9_700, 6_100], [3_300, 4_300, 7_600, 7_550, 50], [1_450, 0, 1_450, 980, 470]];
    let mut exact: Vec<i64> = pots.concat();
    let together = [2, 3, 4].map(|part| pots.iter().map(|pot| pot[part]).sum::<i64>());
    exact.extend(together);
    let cell = |pot: usize, part: usize| pot * 5 + part;
    let mut equations: Vec<Equation> =
        (0..3).map(|at| (0..3).map(|pot| (cell(pot, at + 2), 1)).chain([(15 + at, -1)]).collect()).collect();
    for pot in 0..3 {
        equations.push(vec![(cell(pot, 2), 1), (cell(pot, 3), -1), (cell(pot, 4), -1)]);
        equations.push(vec![(cell(pot, 0), 1), (cell(pot, 1), 1), (cell(pot, 2), -1)]);
    }
    holds(&Grid { exact, equations }, 1_000).unwrap();
}

#[test]
fn figures_without_sums_go_to_the_nearest() {
    assert_eq!(controlled(&[149, 150, -150, -151, 0], &[1; 5], 100, &[]), Some(vec![1, 2, -1, -2, 0]));
}

/// 0.4 + 0.4 = 0.8: either a part goes up, or the sum goes down. What weighs more stays.
#[test]
fn what_weighs_more_is_moved_last() {
    let rounded = |weights: [u32; 3]| controlled(&[40, 40, 80], &weights, 100, &[vec![(0, 1), (1, 1), (2, -1)]]);
    assert_eq!(rounded([1, 1, 4]).unwrap()[2], 1);
    assert_eq!(rounded([4, 4, 1]).unwrap(), [0, 0, 0]);
}

#[test]
fn an_equation_that_does_not_hold_has_no_solution() {
    assert_eq!(controlled(&[100, 100, 300], &[1; 3], 100, &[vec![(0, 1), (1, 1), (2, -1)]]), None);
}

#[test]
fn a_large_table_is_rounded_too() {
    let line = |at: i64| (0, vec![at * 7_919 % 100_003, at * 104_729 % 99_991, at * 31 % 1_009]);
    let lines: Vec<(u8, Vec<i64>)> = (1..1_000).map(line).collect();
    holds(&grid(&lines), 1_000).unwrap();
}
