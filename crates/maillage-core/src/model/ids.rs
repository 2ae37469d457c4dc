//! Typed indices of communes, places, tours and files.
//!
//! Modules never exchange a bare `usize`: an index among all communes and an index among
//! the communes of the study area have the same form and different meanings.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(pub u32);

            impl $name {
                /// The id of the item at `index`.
                ///
                /// # Panics
                ///
                /// When `index` does not fit 32 bits.
                pub fn new(index: usize) -> Self {
                    Self(u32::try_from(index).expect("fewer than four thousand millions"))
                }

                /// The index of the item.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

ids! {
    /// A commune of a territory, in the study area or around it.
    CommuneId
    /// A commune of the study area: its number there, and so its row among the results.
    StudyRow
    /// A place of a territory.
    PlaceId
    /// A tour of a territory.
    TourId
    /// A contour of a topology.
    ShapeId
    /// An input file of a run, in the order in which the ledger's accounts were opened.
    FileId
}
