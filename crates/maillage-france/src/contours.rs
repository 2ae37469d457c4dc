//! The contours: blocks of arcs, one a département and one of the arcs between them.

use std::{collections::HashMap, sync::OnceLock};

use geo::{MultiPolygon, Rect};
use maillage_core::{
    contour::may_be_within,
    geodesy::Position,
    model::CommuneCode,
    topology::{self, ArcUse, GridPoint, Ring, Shape, SharedArc},
};

use crate::{
    gazetteer::Official,
    pack::{Numbers, deflated, inflated, put, put_points, take_points},
};

/// The arcs of a block, and its shapes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Code of the département; empty for the arcs that two départements share.
    pub departement: String,
    /// The arcs of this block alone.
    pub arcs: Vec<SharedArc>,
    /// The shapes, in the order of the codes of their communes. An arc below the number of
    /// shared arcs is one of those; the arcs of the block follow them.
    pub shapes: Vec<Shape>,
}

/// The contours as bytes: the shared arcs, then a block a département, in order.
pub fn write(shared: &[SharedArc], blocks: &[Block]) -> Vec<u8> {
    let mut head = Vec::new();
    let mut body = Vec::new();
    put(&mut head, blocks.len() as u32);
    let arcs = deflated(&arcs_as_bytes(shared));
    put(&mut head, arcs.len() as u32);
    body.extend(arcs);
    for block in blocks {
        let mut bytes = arcs_as_bytes(&block.arcs);
        put(&mut bytes, block.shapes.len() as u32);
        block.shapes.iter().for_each(|shape| put_shape(&mut bytes, shape));
        let bytes = deflated(&bytes);
        put(&mut head, block.departement.len() as u32);
        head.extend(block.departement.as_bytes());
        put(&mut head, bytes.len() as u32);
        put_points(&mut head, &corners(block, shared));
        body.extend(bytes);
    }
    let mut all = Vec::new();
    put(&mut all, head.len() as u32);
    all.extend(head);
    all.extend(body);
    all
}

/// The south-west and the north-east corner of a block.
fn corners(block: &Block, shared: &[SharedArc]) -> [GridPoint; 2] {
    let uses = block.shapes.iter().flatten().flatten().flatten();
    let points = uses.flat_map(|used| match shared.get(used.arc()) {
        Some(arc) => arc.iter(),
        None => block.arcs[used.arc() - shared.len()].iter(),
    });
    let mut corners =
        [GridPoint { x: i32::MAX, y: i32::MAX }, GridPoint { x: i32::MIN, y: i32::MIN }];
    for point in points {
        corners[0] = GridPoint { x: corners[0].x.min(point.x), y: corners[0].y.min(point.y) };
        corners[1] = GridPoint { x: corners[1].x.max(point.x), y: corners[1].y.max(point.y) };
    }
    corners
}

fn arcs_as_bytes(arcs: &[SharedArc]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, arcs.len() as u32);
    arcs.iter().for_each(|arc| put(&mut bytes, arc.len() as u32));
    put_points(&mut bytes, &arcs.concat());
    bytes
}

fn take_arcs(numbers: &mut Numbers) -> Vec<SharedArc> {
    let count = numbers.take() as usize;
    let lengths: Vec<usize> = (0..count).map(|_| numbers.take() as usize).collect();
    let points = take_points(numbers, lengths.iter().sum());
    let mut rest = &points[..];
    let arc = |length: usize| {
        let (arc, others) = rest.split_at(length);
        rest = others;
        arc.to_vec()
    };
    lengths.into_iter().map(arc).collect()
}

fn put_shape(to: &mut Vec<u8>, shape: &Shape) {
    put(to, shape.len() as u32);
    for polygon in shape {
        put(to, polygon.len() as u32);
        for ring in polygon {
            put(to, ring.len() as u32);
            ring.iter().for_each(|used| put(to, used.code()));
        }
    }
}

fn take_shape(numbers: &mut Numbers) -> Shape {
    let many = |numbers: &mut Numbers| 0..numbers.take();
    let ring = |numbers: &mut Numbers| -> Ring {
        many(numbers).map(|_| ArcUse::of_code(numbers.take())).collect()
    };
    let polygon =
        |numbers: &mut Numbers| -> Vec<Ring> { many(numbers).map(|_| ring(numbers)).collect() };
    many(numbers).map(|_| polygon(numbers)).collect()
}

/// The contours brought along, decoded when they are asked for. The arcs between départements
/// are kept.
pub(crate) struct Contours {
    shared: &'static [u8],
    shared_arcs: OnceLock<Vec<SharedArc>>,
    departements: Vec<Departement>,
}

struct Departement {
    code: String,
    bounds: Rect<f64>,
    bytes: &'static [u8],
    /// The communes of the shapes, in their order.
    communes: Vec<CommuneCode>,
}

impl Contours {
    /// The contours in `bytes`, those of the communes that have a contour of their own.
    pub(crate) fn new(bytes: &'static [u8], communes: &[Official]) -> Self {
        let mut all = Numbers::new(bytes);
        let head_length = all.take() as usize;
        let mut head = Numbers::new(all.bytes(head_length));
        let count = head.take();
        let shared = all.bytes(head.take() as usize);
        let mut drawn: HashMap<&str, Vec<CommuneCode>> = HashMap::new();
        for commune in communes.iter().filter(|one| one.drawn_with == Some(one.code)) {
            drawn.entry(commune.code.departement()).or_default().push(commune.code);
        }
        let departement = |_| {
            let length = head.take() as usize;
            let code = String::from_utf8_lossy(head.bytes(length)).into_owned();
            let bytes = all.bytes(head.take() as usize);
            let corners = take_points(&mut head, 2);
            Departement {
                bounds: Rect::new(corners[0].degrees(), corners[1].degrees()),
                bytes,
                communes: drawn.remove(&*code).unwrap_or_default(),
                code,
            }
        };
        let departements = (0..count).map(departement).collect();
        Self { shared, shared_arcs: OnceLock::new(), departements }
    }

    pub(crate) fn of(&self, code: &str) -> Vec<(CommuneCode, MultiPolygon<f64>)> {
        let Some(departement) = self.departements.iter().find(|one| one.code == code) else {
            return Vec::new();
        };
        let shared =
            self.shared_arcs.get_or_init(|| take_arcs(&mut Numbers::new(&inflated(self.shared))));
        departement.decoded(shared)
    }

    pub(crate) fn near(&self, position: Position, metres: f64) -> Vec<&str> {
        let near = |one: &&Departement| may_be_within(position, metres, one.bounds);
        self.departements.iter().filter(near).map(|one| one.code.as_str()).collect()
    }

    pub(crate) fn bounds(&self, code: &str) -> Option<Rect<f64>> {
        Some(self.departements.iter().find(|one| one.code == code)?.bounds)
    }

    pub(crate) fn departements(&self) -> impl Iterator<Item = &str> {
        self.departements.iter().map(|one| one.code.as_str())
    }
}

impl Departement {
    fn decoded(&self, shared: &[SharedArc]) -> Vec<(CommuneCode, MultiPolygon<f64>)> {
        let bytes = inflated(self.bytes);
        let mut numbers = Numbers::new(&bytes);
        let own = take_arcs(&mut numbers);
        let arc = |rank: usize| match shared.get(rank) {
            Some(arc) => &arc[..],
            None => &own[rank - shared.len()][..],
        };
        let shapes = numbers.take() as usize;
        assert_eq!(shapes, self.communes.len(), "each commune that is drawn has a shape");
        let contour =
            |code: &CommuneCode| (*code, topology::contour(&take_shape(&mut numbers), arc));
        self.communes.iter().map(contour).collect()
    }
}
