//! Watches the worker of a target. One that dies or hangs is a finding; another worker then goes
//! on with the next case.
//!
//! A worker is a process of its own because no other way survives a stack overflow, an endless
//! loop, or memory that is not given.

use std::{
    collections::BTreeSet,
    env,
    io::{self, BufRead, BufReader, Read},
    process::{Child, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::{caught::kind_of, finding::Finding, program::Program, targets::Target, work::Told};

/// Maximum duration of one case.
const LONGEST: Duration = Duration::from_secs(90);
/// Number of workers of one target that may die before the target is given up.
const MOST_DEATHS: usize = 50;

/// What the workers of one target did.
#[derive(Debug, Default)]
pub struct Watched {
    /// Number of cases.
    pub runs: u64,
    /// The different ways in which cases ended.
    pub outcomes: BTreeSet<String>,
    /// One case for each promise that was broken.
    pub findings: Vec<Finding>,
}

/// How a worker ended.
enum End {
    /// Its time was over.
    InTime,
    /// It died or was ended.
    Died,
}

/// Runs workers of `target` for `time`.
///
/// # Errors
///
/// When no worker can be started.
pub fn watch(
    target: &'static Target,
    seed: u64,
    time: Duration,
    program: &Program,
) -> io::Result<Watched> {
    let end = Instant::now() + time;
    let (mut watched, mut next) = (Watched::default(), 0);
    let mut kinds = BTreeSet::new();
    for _ in 0..MOST_DEATHS {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let (broken, end) =
            follow(Worker::start(target, (seed, next), left, program)?, &mut next, &mut watched)?;
        for (number, message) in broken {
            // Threads are numbered and folders named at random.
            if kinds.insert(kind_of(&message, "")) {
                watched.findings.push(Finding { target, seed, number, message });
            }
        }
        if matches!(end, End::InTime) {
            break;
        }
    }
    Ok(watched)
}

/// A worker, what it tells, and what it writes to standard error.
struct Worker {
    child: Child,
    told: Receiver<Told>,
    errors: JoinHandle<String>,
}

impl Worker {
    fn start(
        target: &Target,
        (seed, first): (u64, u64),
        time: Duration,
        program: &Program,
    ) -> io::Result<Self> {
        let mut child = Program::new(env::current_exe()?)
            .command()
            .args(["--target", target.name, "--seed", &seed.to_string()])
            .args([
                "--worker-from",
                &first.to_string(),
                "--seconds",
                &time.as_secs().max(1).to_string(),
            ])
            .arg("--program")
            .arg(&program.path)
            .args(program.is_plain.then_some("--plain-output"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().expect("it was asked for");
        let mut stderr = child.stderr.take().expect("it was asked for");
        let (sender, told) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            for told in lines.filter_map(|line| Told::read(&line)) {
                if sender.send(told).is_err() {
                    break;
                }
            }
        });
        let errors = thread::spawn(move || {
            let mut said = Vec::new();
            // What cannot be read further is what there is.
            let _ = stderr.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        Ok(Self { child, told, errors })
    }
}

/// Follows a worker to its end. Returns the promises that its cases broke.
fn follow(
    mut worker: Worker,
    next: &mut u64,
    watched: &mut Watched,
) -> io::Result<(Vec<(u64, String)>, End)> {
    let mut broken = Vec::new();
    let hangs = loop {
        match worker.told.recv_timeout(LONGEST) {
            Ok(Told::Run(number)) => {
                *next = number + 1;
                watched.runs += 1;
            }
            Ok(Told::Outcome(outcome)) => drop(watched.outcomes.insert(outcome)),
            Ok(Told::Broken(number, message)) => broken.push((number, message)),
            Err(RecvTimeoutError::Disconnected) => break false,
            Err(RecvTimeoutError::Timeout) => break true,
        }
    };
    if hangs {
        worker.child.kill()?;
    }
    let status = worker.child.wait()?;
    if status.success() {
        return Ok((broken, End::InTime));
    }
    let said = worker.errors.join().unwrap_or_default();
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let how =
        if hangs { format!("no answer in {} s", LONGEST.as_secs()) } else { status.to_string() };
    broken.push((next.saturating_sub(1), format!("the worker ended: {how}: {last}")));
    Ok((broken, End::Died))
}
