import { Decimal } from "decimal.js";

// Erlang's formulas by their definitions, summed term by term in 60 digits: shares nothing with the recurrences tested.
const D = Decimal.clone({ precision: 60, minE: -9e15, maxE: 9e15 });
type Number = Decimal;

/** A^k / k! for k = 0..n. */
function poissonTerms(traffic: number, n: number): Number[] {
  const terms = [new D(1)];
  for (let k = 1; k <= n; k += 1) terms.push((terms[k - 1] ?? new D(0)).times(traffic).div(k));
  return terms;
}

const sum = (terms: readonly Number[]): Number => terms.reduce((total, term) => total.plus(term), new D(0));

export function directErlangB(traffic: number, trunks: number): number {
  const terms = poissonTerms(traffic, trunks);
  return (terms[trunks] ?? new D(0)).div(sum(terms)).toNumber();
}

export function directErlangC(traffic: number, agents: number): Decimal {
  const terms = poissonTerms(traffic, agents);
  const waiting = (terms[agents] ?? new D(0)).times(agents).div(new D(agents).minus(traffic));
  return waiting.div(sum(terms.slice(0, agents)).plus(waiting));
}

export function directServiceLevel(work: {
  traffic: number;
  agents: number;
  handling: number;
  within: number;
}): number {
  const spare = new D(work.agents).minus(work.traffic);
  const late = directErlangC(work.traffic, work.agents).times(
    D.exp(spare.times(work.within).div(work.handling).negated()),
  );
  return new D(1).minus(late).toNumber();
}

export interface DirectErlangA {
  waitProbability: number;
  abandonment: number;
  queueLength: number;
  answeredInTime: number;
  abandonedInTime: number;
  asaSeconds: number;
}

/**
 * Erlang A from the birth-death chain itself. What happens to a caller is taken state by state: with j ahead, the
 * departures ahead in T are negative binomial, so no density and no integral is used.
 */
export function directErlangA(work: {
  traffic: number;
  agents: number;
  handling: number;
  patience: number;
  within: number;
}): DirectErlangA {
  const { agents } = work;
  const theta = new D(1).div(work.patience);
  const lambda = new D(work.traffic).div(work.handling);
  const full = new D(agents).div(work.handling);
  const below = poissonTerms(work.traffic, agents);
  const queue: Number[] = [below[agents] ?? new D(0)];
  const total = sum(below.slice(0, agents));
  let all = total.plus(queue[0] ?? 0);
  for (let j = 1; ; j += 1) {
    const term = (queue[j - 1] ?? new D(0)).times(lambda).div(full.plus(theta.times(j)));
    queue.push(term);
    all = all.plus(term);
    if (lambda.lt(full.plus(theta.times(j))) && term.times(j).lt((queue[1] ?? term).times("1e-35"))) break;
  }
  const free = total.div(all);
  const gone = new D(1).minus(D.exp(theta.times(work.within).negated()));
  const answeredAhead = departures(full.div(theta).plus(1), gone);
  const virtualAhead = departures(full.div(theta), gone);
  let [waiting, length, lost, served, servedInTime, lostInTime, moment] = Array.from({ length: 7 }, () => new D(0)) as [
    Number,
    Number,
    Number,
    Number,
    Number,
    Number,
    Number,
  ];
  let meanWait = new D(0);
  for (const [j, weight] of queue.entries()) {
    const here = weight.div(all);
    const rate = full.plus(theta.times(j + 1));
    const answered = full.div(rate);
    meanWait = meanWait.plus(new D(1).div(rate));
    const inTime = answered.times(new D(1).minus(answeredAhead(j)));
    const outOfQueue = new D(1).minus(virtualAhead(j).times(new D(1).minus(gone)));
    waiting = waiting.plus(here);
    length = length.plus(here.times(j));
    lost = lost.plus(here.times(new D(1).minus(answered)));
    served = served.plus(here.times(answered));
    servedInTime = servedInTime.plus(here.times(inTime));
    lostInTime = lostInTime.plus(here.times(outOfQueue.minus(inTime)));
    moment = moment.plus(here.times(answered).times(meanWait));
  }
  return {
    waitProbability: waiting.toNumber(),
    abandonment: lost.toNumber(),
    queueLength: length.toNumber(),
    answeredInTime: free.plus(servedInTime).toNumber(),
    abandonedInTime: lostInTime.toNumber(),
    asaSeconds: moment.div(free.plus(served)).toNumber(),
  };
}

/** P(at most j departures) of a negative binomial count with index b, asked for j = 0, 1, 2 ... in order. */
function departures(index: Number, gone: Number): (j: number) => Number {
  let term = D.pow(new D(1).minus(gone), index);
  let total = new D(0);
  return (j) => {
    total = total.plus(term);
    term = term
      .times(index.plus(j))
      .div(j + 1)
      .times(gone);
    return total;
  };
}

export function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
}
