package io.sparkmixup.report;

import io.sparkmixup.plan.Reading;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Interval;

/** A group of rows whose parents are known. */
record MadeGroup(GroupMoments group) implements GroupView {

  @Override
  public String name() {
    return group.name();
  }

  @Override
  public boolean isAllRows() {
    return group.isAllRows();
  }

  @Override
  public long rows() {
    return group.rows();
  }

  @Override
  public int components() {
    return group.components();
  }

  @Override
  public String component(int k) {
    return group.component(k);
  }

  @Override
  public Reading reading(int k) {
    return group.reading(k);
  }

  @Override
  public boolean isTested(int k) {
    return group.held(k) > 0;
  }

  @Override
  public double originalMean(int k) {
    return group.originalMean(k);
  }

  @Override
  public double predictedMean(int k) {
    return group.predictedMean(k);
  }

  @Override
  public double observedMean(int k) {
    return group.observedMean(k);
  }

  @Override
  public double meanError(int k) {
    return group.meanError(k);
  }

  @Override
  public double meanDegrees(int k) {
    return Interval.KNOWN;
  }

  @Override
  public double originalVariance(int k) {
    return group.originalVariance(k);
  }

  @Override
  public double predictedVariance(int k) {
    return group.predictedVariance(k);
  }

  @Override
  public double observedVariance(int k) {
    return group.observedVariance(k);
  }

  @Override
  public double varianceError(int k) {
    return group.varianceError(k);
  }

  @Override
  public double varianceDegrees(int k) {
    return Interval.KNOWN;
  }

  @Override
  public int matrixSize() {
    return group.matrixSize();
  }

  @Override
  public int matrixComponent(int i) {
    return group.matrixComponent(i);
  }

  @Override
  public double originalCovariance(int i, int j) {
    return group.originalCovariance(i, j);
  }

  @Override
  public double predictedCovariance(int i, int j) {
    return group.predictedCovariance(i, j);
  }

  @Override
  public double observedCovariance(int i, int j) {
    return group.observedCovariance(i, j);
  }

  @Override
  public double covarianceError(int i, int j) {
    return group.covarianceError(i, j);
  }

  @Override
  public double covarianceDegrees(int i, int j) {
    return Interval.KNOWN;
  }

  @Override
  public double predictedScale() {
    return group.predictedScale();
  }

  @Override
  public double observedScale() {
    return group.observedScale();
  }

  @Override
  public double scaleError() {
    return group.scaleError();
  }

  @Override
  public double scaleDegrees() {
    return Interval.KNOWN;
  }

  @Override
  public double knownChange() {
    return group.predictedScale() - group.usedScale();
  }
}
