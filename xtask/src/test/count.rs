//! Counting tests: what each kind of runner writes, read line by line.

use crate::child::Ended;
use std::fmt;
use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Count {
    /// A step that has no count of its own is one test.
    pub fn one(success: bool) -> Count {
        Count { passed: u32::from(success), failed: u32::from(!success) }
    }

    /// The sum of every `test result:` line of cargo's test runners. An ignored test counts as failed: nothing is skipped here.
    /// A run that ends badly without a failed test (it did not compile, it crashed) is one failure.
    pub fn of_cargo(ended: &Ended) -> Count {
        let lines = ended.output.lines().filter_map(|line| line.trim().strip_prefix("test result:"));
        let mut count = Count::default();
        for line in lines {
            count.passed += number_before(line, "passed");
            count.failed += number_before(line, "failed") + number_before(line, "ignored");
        }
        count.with_exit(ended.success)
    }

    /// The last line of the form `N passed, N failed`; a program that writes none is one test.
    pub fn of_script(ended: &Ended) -> Count {
        let said = ended.output.lines().rev().find_map(|line| {
            let (passed, failed) = line.trim().split_once(" passed, ")?;
            Some(Count { passed: passed.parse().ok()?, failed: failed.strip_suffix(" failed")?.parse().ok()? })
        });
        said.map_or(Count::one(ended.success), |count| count.with_exit(ended.success))
    }

    fn with_exit(mut self, success: bool) -> Count {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Count, Ended};

    fn ended(success: bool, output: &str) -> Ended {
        Ended { success, output: output.to_owned() }
    }

    #[test]
    fn every_result_line_of_cargo_is_summed() {
        let output = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(Count::of_cargo(&ended(false, output)), Count { passed: 4, failed: 2 });
    }

    #[test]
    fn an_ignored_test_and_a_build_that_fails_are_failures() {
        let ignored = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 filtered out";
        assert_eq!(Count::of_cargo(&ended(true, ignored)), Count { passed: 3, failed: 1 });
        assert_eq!(Count::of_cargo(&ended(false, "error: could not compile")), Count { passed: 0, failed: 1 });
    }

    #[test]
    fn a_script_is_counted_by_its_last_count_or_as_one_test() {
        let output = "axe: 3 passed, 1 failed\n5 passed, 0 failed\n12 passed, 1 failed\nbye";
        assert_eq!(Count::of_script(&ended(false, output)), Count { passed: 12, failed: 1 });
        assert_eq!(Count::of_script(&ended(true, "fine")), Count { passed: 1, failed: 0 });
        assert_eq!(Count::of_script(&ended(false, "2 passed, 0 failed")), Count { passed: 2, failed: 1 });
    }
}
