package io.holdpoint.notification;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.notice.Delivery;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The desk at which people say how they want to be told. */
@Component
class NoticeWishes implements NoticeDesk {

  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
  private static final int MAX_MAIL = 254;
  private static final Pattern TIME = Pattern.compile("[0-2][0-9]:[0-5][0-9]");

  private final NoticePeople people;
  private final DeliveryQueue queue;
  private final WebhookStore webhooks;
  private final ObjectProvider<Directory> directory;
  private final AuditTrail audit;

  NoticeWishes(
      NoticePeople people,
      DeliveryQueue queue,
      WebhookStore webhooks,
      ObjectProvider<Directory> directory,
      AuditTrail audit) {
    this.people = people;
    this.queue = queue;
    this.webhooks = webhooks;
    this.directory = directory;
    this.audit = audit;
  }

  @Override
  public Wishes wishes(PersonId reader, PersonId of) {
    if (!reader.equals(of)) {
      needs(reader, Role.ADMIN);
      existing(of);
    }
    return view(people.of(of));
  }

  @Override
  @Transactional
  public Wishes change(PersonId by, Set<String> kinds, Optional<Quiet> quiet) {
    NoticePeople.Wishes before = people.of(existing(by).id());
    NoticePeople.Wishes after =
        new NoticePeople.Wishes(
            by,
            before.mail(),
            before.webhook(),
            kinds.stream().map(NoticeWishes::kind).collect(Collectors.toSet()),
            quiet.map(NoticeWishes::hours));
    people.save(after);
    audit.append(
        "person.notices_changed",
        new Actor.ByPerson(by),
        null,
        Map.of(
            "kinds",
            view(after).kinds().stream().sorted().collect(Collectors.joining(",")),
            "quiet",
            quiet.map(q -> q.from() + "-" + q.to() + " " + q.zone()).orElse("")));
    return view(after);
  }

  @Override
  @Transactional
  public Wishes setAddresses(
      PersonId by, PersonId of, Optional<String> mail, Optional<String> webhook) {
    needs(by, Role.ADMIN);
    existing(of);
    if (mail.filter(text -> text.length() > MAX_MAIL || !MAIL.matcher(text).matches())
        .isPresent()) {
      throw new BadInputException(
          "mail", "mail: expected one address of up to 254 characters, such as rita@example.org");
    }
    if (webhook.isPresent() && webhooks.stored(webhook.get()).isEmpty()) {
      throw new BadInputException(
          "webhook", "webhook: expected the name of one that there is, or none");
    }
    NoticePeople.Wishes before = people.of(of);
    NoticePeople.Wishes after =
        new NoticePeople.Wishes(of, mail, webhook, before.kinds(), before.quiet());
    people.save(after);
    audit.append(
        "person.addresses_set",
        new Actor.ByPerson(by),
        null,
        Map.of("person", of.value(), "mail", mail.orElse(""), "webhook", webhook.orElse("")));
    return view(after);
  }

  @Override
  public List<Told> told(PersonId reader, RequestId request) {
    needs(reader, Role.REVIEWER, Role.ADMIN, Role.AUDITOR);
    return queue.told(request);
  }

  private Person existing(PersonId id) {
    return directory
        .getObject()
        .person(id)
        .orElseThrow(() -> new BadInputException("id", "id: there is no account '" + id + "'"));
  }

  private void needs(PersonId id, Role... roles) {
    Supplier<NotAllowedException> refusal =
        () ->
            new NotAllowedException(
                "this needs one of the roles: "
                    + List.of(roles).stream().map(Role::wire).collect(Collectors.joining(", ")));
    Person person = directory.getObject().person(id).orElseThrow(refusal);
    if (List.of(roles).stream().noneMatch(person::is)) {
      throw refusal.get();
    }
  }

  private static Delivery.Kind kind(String word) {
    if (!KINDS.contains(word)) {
      throw new BadInputException(
          "kinds", "kinds: " + word + " (expected of: " + String.join(", ", KINDS) + ")");
    }
    return Delivery.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static QuietHours hours(Quiet quiet) {
    try {
      return new QuietHours(
          time("quiet.from", quiet.from()), time("quiet.to", quiet.to()), ZoneId.of(quiet.zone()));
    } catch (DateTimeException e) {
      throw new BadInputException(
          "quiet.zone",
          "quiet.zone: no known time zone (expected a name such as Europe/Berlin or UTC)");
    }
  }

  private static LocalTime time(String field, String text) {
    try {
      if (TIME.matcher(text).matches()) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new BadInputException(field, field + ": expected a time such as 22:00");
  }

  private static Wishes view(NoticePeople.Wishes wishes) {
    return new Wishes(
        wishes.mail(),
        wishes.webhook(),
        wishes.kinds().stream()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        wishes
            .quiet()
            .map(
                quiet ->
                    new Quiet(
                        quiet.from().toString(), quiet.to().toString(), quiet.zone().getId())));
  }
}
