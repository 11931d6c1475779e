using System.Globalization;
using Finance.Core;
using Finance.Core.Audit;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Audit;

/// <summary>Which commits are asked for.</summary>
internal static class AuditRequests
{
    private const int MaxWord = 64;

    private static ValueReader<AuditMoment> Moment { get; } = new(
        new Schema("string")
        {
            Description = "A day of the user's zone, YYYY-MM-DD, or an instant, RFC 3339.",
            Example = "2026-06-15",
        },
        value => value.TryGetText(out var text) && TryParse(text, out var moment)
            ? moment
            : value.Refuse<AuditMoment>("must be a day, written YYYY-MM-DD, or an instant such as 2026-06-15T12:00:00Z."));

    private static ValueReader<UserId> User { get; } = new(
        new Schema("string") { Format = "uuid", Description = "The id of a user." },
        value => value.TryGetText(out var text) && UserId.TryParse(text, out var user) ? user : value.Refuse<UserId>("must be the id of a user."));

    internal static AuditFilter Filter(RequestInput input) => new(
        input.Query.Optional("from", Moment),
        input.Query.Optional("to", Moment),
        input.Query.Optional("action", Read.Text(MaxWord).Says("What was done: subject and verb, such as transaction.created.")),
        input.Query.Optional("subject_id", Read.Text(MaxWord).Says("The id of what was changed.")),
        input.Query.Optional("kind", Read.Enum<ThingKind>()),
        input.Query.Optional("actor", User),
        input.Query.Optional("agent", Read.Text(MaxWord).Says("What the product did by itself: nightly, statement, webhooks.")));

    private static bool TryParse(string text, out AuditMoment moment)
    {
        if (LedgerDates.TryParse(text, out var day))
        {
            moment = new AuditMoment(day, null);
            return true;
        }

        // An instant says its offset: one without would mean another in every zone.
        var isInstant = text.Length > 19 && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? (DateTimeOffset?)instant
            : null;
        moment = new AuditMoment(null, isInstant);
        return isInstant is not null;
    }
}
