package io.sparkmixup.pairing;

import java.util.Iterator;

/**
 * Finds the rows that are alone in their stratum, among rows sorted by place, and sends them as
 * guests to the complete rows of their group. Holds two rows at a time.
 */
final class Settling implements Iterator<Parcel> {

  private final Iterator<Unsettled> rows;
  private Unsettled previous;
  private Unsettled current;

  Settling(Iterator<Unsettled> rows) {
    this.rows = rows;
    current = read();
  }

  private Unsettled read() {
    return rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return current != null;
  }

  @Override
  public Parcel next() {
    Unsettled next = read();
    boolean lone = !together(previous, current) && !together(current, next);
    Parcel parcel = new Parcel();
    parcel.setRow(current.getRow());
    if (lone) {
      parcel.setPlace(current.getGuestsPlace());
      Label.makeGuest(parcel.getRow());
    } else {
      parcel.setPlace(current.getPlace());
    }
    previous = together(current, next) ? current : null;
    current = next;
    return parcel;
  }

  private static boolean together(Unsettled a, Unsettled b) {
    return a != null && b != null && a.getPlace() == b.getPlace();
  }
}
