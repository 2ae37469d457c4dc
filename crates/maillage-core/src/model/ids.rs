//! Identifiers of the things of a run: each is a rank in one list, and no two lists share a type.

/// A commune: its rank among the communes of a territory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CommuneId(pub u32);

/// A place: its rank among the places of a territory or of a catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlaceId(pub u32);

/// An input file: its rank in the order in which the accounts of the run were opened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

impl CommuneId {
    /// The rank, to index the list of communes with.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl PlaceId {
    /// The rank, to index the list of places with.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl FileId {
    /// The rank, to index a list by file with.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
