//! Sorts more lines than it keeps in memory: runs of lines are sorted, put aside in files below /tmp, and merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

const FOLDER: &str = "/tmp/runs";

struct Options {
    lines_in_memory: usize,
    unique: bool,
    files: Vec<PathBuf>,
}

fn main() {
    let sorted = parse(env::args().skip(1)).and_then(|options| sort(&options).map_err(|error| error.to_string()));
    if let Err(message) = sorted {
        eprintln!("error: {message}");
        process::exit(2);
    }
}

fn parse(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { lines_in_memory: 1000, unique: env::var("UNIQUE").is_ok(), files: Vec::new() };
    for (index, argument) in arguments.enumerate() {
        if index == 0 {
            options.lines_in_memory = argument
                .parse()
                .ok()
                .filter(|lines| (1..=1_000_000).contains(lines))
                .ok_or(format!("LINES must be a whole number from 1 to 1000000, not {argument:?}"))?;
        } else {
            options.files.push(PathBuf::from(argument));
        }
    }
    Ok(options)
}

fn sort(options: &Options) -> io::Result<()> {
    fs::create_dir(FOLDER)?;
    let mut runs = Vec::new();
    let mut lines = Vec::new();
    for source in sources(&options.files)? {
        for line in source.lines() {
            lines.push(line?);
            if lines.len() == options.lines_in_memory {
                runs.push(put_aside(&mut lines, runs.len())?);
            }
        }
    }
    runs.push(put_aside(&mut lines, runs.len())?);
    let (read, written) = merge(&runs, options.unique)?;
    for run in &runs {
        fs::remove_file(run)?;
    }
    fs::remove_dir(FOLDER)?;
    eprintln!("{read} lines in {} runs, {written} written", runs.len());
    Ok(())
}

fn sources(files: &[PathBuf]) -> io::Result<Vec<Box<dyn BufRead>>> {
    if files.is_empty() {
        return Ok(vec![Box::new(BufReader::new(io::stdin()))]);
    }
    files
        .iter()
        .map(|file| {
            let opened = File::open(file).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
            Ok(Box::new(BufReader::new(opened)) as Box<dyn BufRead>)
        })
        .collect()
}

/// Writes a sorted run under a name of its own, and only then under its final one, as careful programs do.
fn put_aside(lines: &mut Vec<String>, number: usize) -> io::Result<PathBuf> {
    lines.sort_unstable();
    let partial = Path::new(FOLDER).join("partial");
    let run = Path::new(FOLDER).join(format!("run-{number}"));
    let mut out = BufWriter::new(File::create(&partial)?);
    for line in lines.drain(..) {
        writeln!(out, "{line}")?;
    }
    out.into_inner()?.sync_all()?;
    fs::rename(&partial, &run)?;
    Ok(run)
}

fn merge(runs: &[PathBuf], unique: bool) -> io::Result<(usize, usize)> {
    let mut readers = runs
        .iter()
        .map(|run| Ok(BufReader::new(File::open(run)?).lines()))
        .collect::<io::Result<Vec<_>>>()?;
    let mut heads = BinaryHeap::new();
    for (number, reader) in readers.iter_mut().enumerate() {
        if let Some(line) = reader.next() {
            heads.push(Reverse((line?, number)));
        }
    }
    let mut out = BufWriter::new(io::stdout());
    let mut last = None;
    let (mut read, mut written) = (0, 0);
    while let Some(Reverse((line, number))) = heads.pop() {
        if let Some(next) = readers[number].next() {
            heads.push(Reverse((next?, number)));
        }
        read += 1;
        if !(unique && last.as_ref() == Some(&line)) {
            writeln!(out, "{line}")?;
            written += 1;
        }
        last = Some(line);
    }
    out.flush()?;
    Ok((read, written))
}
