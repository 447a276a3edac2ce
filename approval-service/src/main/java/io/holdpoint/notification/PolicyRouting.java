package io.holdpoint.notification;

import io.holdpoint.absence.StandIns;
import io.holdpoint.absence.StandIns.StandIn;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notification.NoticePeople.Wishes;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.NoticeRoutes;
import io.holdpoint.policy.NoticeRoutes.Addresses;
import io.holdpoint.policy.NoticeRoutes.Routes;
import io.holdpoint.request.RequestRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Where a telling goes: what the policy names for the tier and for each group, the usual address of
 * a channel of which it names none for the tier and a group, and the people of the groups who want
 * to be told.
 */
@Component
class PolicyRouting implements Routing {

  static final String SLACK = "slack";
  static final String MAIL = "mail";
  static final String WEBHOOK = "webhook";

  private final Map<String, NotificationChannel> channels = new LinkedHashMap<>();
  private final ObjectProvider<NoticeRoutes> policy;
  private final ObjectProvider<Directory> directory;
  private final ObjectProvider<StandIns> standIns;
  private final NoticePeople people;
  private final LedgerTime time;

  PolicyRouting(
      List<NotificationChannel> channels,
      ObjectProvider<NoticeRoutes> policy,
      ObjectProvider<Directory> directory,
      ObjectProvider<StandIns> standIns,
      NoticePeople people,
      LedgerTime time) {
    channels.forEach(channel -> this.channels.put(channel.name(), channel));
    this.policy = policy;
    this.directory = directory;
    this.standIns = standIns;
    this.people = people;
    this.time = time;
  }

  @Override
  public List<Place> places(Delivery.Kind kind, RequestRecord request, List<String> groups) {
    NoticeRoutes there = policy.getIfAvailable();
    Routes routes = there == null ? Routes.USUAL : there.notices(request.tier());
    Map<String, Place> places = new LinkedHashMap<>();
    Set<String> ofTier = named(routes.tier().addresses(), places);
    Set<String> ofEveryGroup = new HashSet<>(channels.keySet());
    for (String group : groups) {
      ofEveryGroup.retainAll(named(routes.groups().getOrDefault(group, Addresses.NONE), places));
    }
    for (NotificationChannel channel : channels.values()) {
      // A group of which the policy names no address is not left out because another has one.
      if (!ofTier.contains(channel.name()) && !ofEveryGroup.contains(channel.name())) {
        channel.usualAddress().ifPresent(to -> put(places, new Place(channel.name(), to)));
      }
    }
    boolean wakes = routes.tier().wakes() || kind == Delivery.Kind.ESCALATION;
    boolean mails = routes.tier().people().orElse(true);
    people(kind, request, groups, wakes)
        .filter(place -> mails || !place.channel().equals(MAIL))
        .forEach(place -> put(places, place));
    return List.copyOf(places.values());
  }

  /** Adds what the policy names, and says for which channels it names something. */
  private Set<String> named(Addresses addresses, Map<String, Place> places) {
    List<Place> found =
        Stream.of(
                addresses.slack().map(to -> new Place(SLACK, to)),
                addresses.mail().map(to -> new Place(MAIL, to)),
                addresses.webhook().map(to -> new Place(WEBHOOK, to)))
            .flatMap(Optional::stream)
            .toList();
    found.forEach(place -> put(places, place));
    return found.stream().map(Place::channel).collect(Collectors.toSet());
  }

  /** What a channel that is not there is named for is not told: it could only be given up. */
  private void put(Map<String, Place> places, Place place) {
    if (channels.containsKey(place.channel())) {
      places.putIfAbsent(place.channel() + " " + place.address(), place);
    }
  }

  @Override
  public boolean wantsOutcome(Place place) {
    if (!place.channel().equals(MAIL)) {
      return true;
    }
    List<Wishes> theirs = people.at(place.address());
    return theirs.isEmpty()
        || theirs.stream().anyMatch(wishes -> wishes.kinds().contains(Delivery.Kind.VERDICT));
  }

  private Stream<Place> people(
      Delivery.Kind kind, RequestRecord request, List<String> groups, boolean wakes) {
    List<Wishes> all =
        people.withAddress().stream().filter(wishes -> wishes.kinds().contains(kind)).toList();
    Directory who = directory.getIfAvailable();
    if (all.isEmpty() || who == null) {
      return Stream.of();
    }
    Map<PersonId, Person> known =
        new HashMap<>(who.people(all.stream().map(Wishes::person).toList()));
    known.remove(request.owner()); // who may not decide it
    Instant now = time.now();
    Set<PersonId> standingIn = standingIn(known, request, groups, now);
    return all.stream()
        .filter(
            wishes -> {
              Person person = known.get(wishes.person());
              return person != null
                  && person.is(Role.REVIEWER)
                  && (!Collections.disjoint(person.groups(), groups)
                      || standingIn.contains(person.id()));
            })
        .flatMap(
            wishes -> {
              Optional<Instant> from =
                  wakes ? Optional.empty() : wishes.quiet().flatMap(quiet -> quiet.endAfter(now));
              return Stream.concat(
                  wishes.mail().map(to -> new Place(MAIL, to, from)).stream(),
                  wishes.webhook().map(to -> new Place(WEBHOOK, to, from)).stream());
            });
  }

  /** Those who stand in for somebody of these groups now. */
  private Set<PersonId> standingIn(
      Map<PersonId, Person> known, RequestRecord request, List<String> groups, Instant now) {
    StandIns absences = standIns.getIfAvailable();
    Directory who = directory.getIfAvailable();
    Set<PersonId> found = new HashSet<>();
    if (absences == null || who == null) {
      return found;
    }
    Map<PersonId, Person> absent = new HashMap<>();
    who.inGroups(Set.copyOf(groups)).forEach(person -> absent.put(person.id(), person));
    absent.remove(request.owner());
    for (StandIn each : absences.forThese(absent.keySet(), now)) {
      Person away = absent.get(each.absent());
      Person delegate = known.get(each.delegate());
      if (away != null
          && delegate != null
          && !Collections.disjoint(each.lent(away, delegate), groups)) {
        found.add(each.delegate());
      }
    }
    return found;
  }
}
