//! What offices and municipalities have been granted, against the limits on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Noted;
use crate::identity::{Kommunenummer, slug};
use crate::money::Kroner;
use crate::policy::Limits;
use crate::rank::{Candidate, Ranking};

/// An office as `per_office` counts it: «Nav Ås» and «NAV ÅS» in one municipality are one, in two municipalities two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    municipality: Kommunenummer,
    name: String,
}

impl Office {
    /// The office that is called `name` in `municipality`.
    #[must_use]
    pub fn of(municipality: Kommunenummer, name: &str) -> Self {
        Self { municipality, name: slug(name) }
    }
}

/// What earlier rounds of this year have granted: all of it counts towards the limits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    /// Kroner per municipality, continuing included.
    pub municipalities: BTreeMap<Kommunenummer, Kroner>,
    /// Granted new projects per office.
    pub new_projects: BTreeMap<Office, u32>,
}

/// Where a candidate counts: numbers from zero for its municipality and its office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Address {
    pub(super) municipality: u32,
    pub(super) office: u32,
}

/// Where every candidate of a ranking counts towards the limits, place for place.
#[derive(Debug, Clone)]
pub struct Offices {
    pub(super) directory: Arc<Directory>,
    pub(super) addresses: Vec<Address>,
}

impl Offices {
    /// Those of the candidates of `ranking`.
    #[must_use]
    pub fn of(ranking: &Ranking, limits: &Limits) -> Self {
        let (directory, addresses) = Directory::new(ranking.as_given(), limits);
        let addresses = ranking.order().map(|at| addresses[at]).collect();
        Self { directory: Arc::new(directory), addresses }
    }

    /// The candidate in place `from` has moved to place `to`, and those between have made room.
    pub fn moved(&mut self, from: usize, to: usize) {
        if from <= to {
            self.addresses[from..=to].rotate_left(1);
        } else {
            self.addresses[to..=from].rotate_right(1);
        }
    }
}

/// Every office and municipality that candidates or earlier rounds name, numbered.
#[derive(Debug, Default)]
pub(super) struct Directory {
    municipalities: BTreeMap<Kommunenummer, u32>,
    offices: BTreeMap<Office, u32>,
}

impl Directory {
    /// The directory and the address of each of `candidates`. Without limits nobody needs one: all are the same.
    fn new(candidates: &[Candidate], limits: &Limits) -> (Self, Vec<Address>) {
        let mut directory = Self::default();
        if !limits.hold_back() {
            return (directory, vec![Address::default(); candidates.len()]);
        }
        // Few spellings, many candidates: a spelling is only made into an office once.
        let mut spellings: BTreeMap<Kommunenummer, Vec<(&str, Address)>> = BTreeMap::new();
        let addresses = candidates.iter().map(|candidate| {
            let spelled = spellings.entry(candidate.municipality).or_default();
            match spelled.iter().find(|(name, _)| **name == *candidate.office) {
                Some((_, address)) => *address,
                None => {
                    let address = directory.address(candidate);
                    spelled.push((&candidate.office, address));
                    address
                }
            }
        });
        let addresses = addresses.collect();
        (directory, addresses)
    }

    fn address(&mut self, candidate: &Candidate) -> Address {
        let office = Office::of(candidate.municipality, &candidate.office);
        Address {
            municipality: number(&mut self.municipalities, candidate.municipality),
            office: number(&mut self.offices, office),
        }
    }

    /// What `earlier` rounds gave each municipality and each office, by number.
    pub(super) fn standing(&self, earlier: &Earlier) -> (Vec<Kroner>, Vec<u32>) {
        let kroner = in_order(&self.municipalities, |number| earlier.municipalities.get(number));
        let projects = in_order(&self.offices, |office| earlier.new_projects.get(office));
        (kroner, projects)
    }
}

fn number<K: Ord>(numbers: &mut BTreeMap<K, u32>, key: K) -> u32 {
    let next = u32::try_from(numbers.len()).expect("there are fewer offices than applications that fit in memory");
    *numbers.entry(key).or_insert(next)
}

fn in_order<'a, K, V: Copy + Default + 'a>(numbers: &BTreeMap<K, u32>, value: impl Fn(&K) -> Option<&'a V>) -> Vec<V> {
    let mut values = vec![V::default(); numbers.len().max(1)];
    for (key, &at) in numbers {
        values[at as usize] = value(key).copied().unwrap_or_default();
    }
    values
}

/// What has been granted so far, in all pots and rounds.
pub(super) struct Tally<'a> {
    limits: &'a Limits,
    kroner: Vec<Kroner>,
    projects: Vec<u32>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(limits: &'a Limits, directory: &Directory, earlier: &Earlier) -> Self {
        let (kroner, projects) = directory.standing(earlier);
        Self { limits, kroner, projects }
    }

    /// The limit that a new application of `amount` would break, if any.
    pub(super) fn breach(&self, address: Address, amount: Kroner) -> Option<Noted> {
        let projects = self.projects[address.office as usize];
        if self.limits.per_office.is_some_and(|most| projects >= most) {
            return Some(Noted::LimitOffice);
        }
        let kroner = self.kroner[address.municipality as usize];
        let over = self.limits.per_municipality_amount.is_some_and(|most| kroner + amount > most);
        over.then_some(Noted::LimitMunicipality)
    }

    /// Whether new applications of these amounts break no limit even together.
    pub(super) fn admits_together(&mut self, applications: &[(Address, Kroner)]) -> bool {
        let mut admitted = 0;
        for (address, amount) in applications {
            if self.breach(*address, *amount).is_some() {
                break;
            }
            self.add_new(*address, *amount);
            admitted += 1;
        }
        for (address, amount) in &applications[..admitted] {
            self.kroner[address.municipality as usize] -= *amount;
            self.projects[address.office as usize] -= 1;
        }
        admitted == applications.len()
    }

    pub(super) fn add_new(&mut self, address: Address, amount: Kroner) {
        self.projects[address.office as usize] += 1;
        self.add_continuing(address, amount);
    }

    pub(super) fn add_continuing(&mut self, address: Address, amount: Kroner) {
        self.kroner[address.municipality as usize] += amount;
    }
}
