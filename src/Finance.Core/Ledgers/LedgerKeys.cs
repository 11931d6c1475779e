using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Finance.Core.Transactions;

namespace Finance.Core.Ledgers;

/// <summary>
/// The key grammar of a ledger partition, the only place that builds its keys. Every variable part is <see cref="Base32"/> text or
/// digits, so no
/// key needs escaping. <c>docs/storage.md</c> lists every kind of row, and a test holds the two together.
/// </summary>
public static class LedgerKeys
{
    /// <summary>Profile, counters and the version of the ledger.</summary>
    public const string Head = "head";

    /// <summary>Categories, budgets, recurring templates, webhooks and grants, packed.</summary>
    public const string Chart = "chart";

    /// <summary>Names that the user is about to take, before the commit that takes them.</summary>
    public const string NameIntent = "names";

    /// <summary>How many transactions carry each tag.</summary>
    public const string Tags = "tags";

    /// <summary>Exchange rates that the user knows better.</summary>
    public const string Rates = "rates";

    public const string AccountPrefix = "account-";
    public const string BudgetPrefix = "budget-";
    public const string CategoryPrefix = "category-";

    /// <summary>Grants: who else has access.</summary>
    public const string GrantPrefix = "access-";

    /// <summary>Webhooks: whom to call back.</summary>
    public const string WebhookPrefix = "callback-";

    /// <summary>Recurring templates: what is to come.</summary>
    public const string RecurringPrefix = "agenda-";

    /// <summary>Detected recurring entries that are not to be offered again.</summary>
    public const string DismissedPrefix = "dismissed-";

    public const string EnvelopePrefix = "plan-";
    public const string GoalPrefix = "goal-";

    /// <summary>What was put into goals.</summary>
    public const string ContributionPrefix = "paid-";

    public const string NotificationPrefix = "note-";

    /// <summary>What was sent to webhooks.</summary>
    public const string WebhookAttemptPrefix = "sent-";

    /// <summary>Money that went to another user, or came from one.</summary>
    public const string TransferPrefix = "transfer-";
    public const string TransactionPrefix = "tx-";
    public const string MovedPrefix = "was-";
    public const string YearPrefix = "year-";
    public const string DaysPrefix = "days-";
    public const string AuditPrefix = "log-";
    public const string OncePrefix = "once-";
    public const string ImportPrefix = "import-";
    public const string ImportLinesPrefix = "lines-";
    public const string ImportProfilePrefix = "reading-";

    /// <summary>
    /// Where accounts, categories and plans lie where each is a row by itself, as in a backup: next to each other. Elsewhere they are packed,
    /// under the same keys.
    /// </summary>
    public const string ChartFrom = "a";

    /// <inheritdoc cref="ChartFrom"/>
    public const string ChartTo = "d";

    private const ulong MaxMilliseconds = (1UL << 45) - 1;
    private const ulong MaxSequence = (1UL << 40) - 1;

    /// <summary>What tells the kind of row that a key names: all of it, or what stands before the first variable part.</summary>
    public static string PrefixOf(string key) => key[..(key.IndexOf('-', StringComparison.Ordinal) + 1)] is { Length: > 0 } prefix ? prefix : key;

    /// <summary>A new id for anything but a transaction: 12 characters, 60 random bits.</summary>
    public static string NewId() => Base32.Random(12);

    /// <summary>Whether a text can be an id that <see cref="NewId"/> made; anything else names nothing.</summary>
    public static bool IsId(string? text) => text is not null && Base32.IsValid(text, 12);

    /// <summary>
    /// The id of an import: 16 characters whose order is newest first, told by when its file arrived and which file it is, so that an event
    /// that comes twice names the same import.
    /// </summary>
    /// <param name="file">What tells this file from every other: where it lies and its version there, or random text.</param>
    public static string NewImportId(DateTimeOffset arrivedAt, string file)
    {
        var inverted = MaxMilliseconds - (ulong)Math.Max(0, arrivedAt.ToUnixTimeMilliseconds());
        var hash = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(file)));
        return Base32.Write(inverted, 9) + Base32.Write(hash, 7);
    }

    public static bool IsImportId(string? text) => text is not null && Base32.IsValid(text, 16);

    public static string Account(string id) => AccountPrefix + id;

    public static string Category(string id) => CategoryPrefix + id;

    public static string Budget(string id) => BudgetPrefix + id;

    public static string Recurring(string id) => RecurringPrefix + id;

    public static string Goal(string id) => GoalPrefix + id;

    /// <summary>A contribution to a goal, newest first by its place.</summary>
    public static string Contribution(string goalId, string place) => ContributionsOf(goalId) + place;

    public static string ContributionsOf(string goalId) => $"{ContributionPrefix}{goalId}-";

    /// <summary>The goal and the place that a key of <see cref="Contribution"/> names.</summary>
    public static (string GoalId, string Place) ContributionOf(string key)
    {
        var dash = key.LastIndexOf('-');
        return (key[ContributionPrefix.Length..dash], key[(dash + 1)..]);
    }

    public static string Dismissed(string id) => DismissedPrefix + id;

    /// <summary>Notifications, newest first.</summary>
    public static string Notification(long number) => NotificationPrefix + NotificationId(number);

    /// <summary>The id of a notification: 8 characters whose order is newest first.</summary>
    public static string NotificationId(long number) => Base32.Write(MaxSequence - (ulong)number, 8);

    /// <summary>The number of the notification that an id names; null for what is no such id.</summary>
    public static long? NotificationNumber(string? id) =>
        id?.Length == 8 && Base32.TryRead(id, out var inverted) ? (long)(MaxSequence - inverted) : null;

    public static string Grant(string id) => GrantPrefix + id;

    public static string Webhook(string id) => WebhookPrefix + id;

    /// <summary>Attempts to deliver to a webhook, newest first.</summary>
    public static string WebhookAttempt(string webhookId, long number) =>
        WebhookAttemptsOf(webhookId) + Base32.Write(MaxSequence - (ulong)number, 8);

    public static string WebhookAttemptsOf(string webhookId) => $"{WebhookAttemptPrefix}{webhookId}-";

    public static string Import(string id) => ImportPrefix + id;

    /// <summary>
    /// The id of a transfer to another user: 21 characters whose order is newest first, of which 12 are random: it is a key in two ledgers.
    /// </summary>
    public static string NewTransferId(DateTimeOffset at) =>
        Base32.Write(MaxMilliseconds - (ulong)Math.Max(0, at.ToUnixTimeMilliseconds()), 9) + Base32.Random(12);

    public static bool IsTransferId(string? text) => text is not null && Base32.IsValid(text, 21);

    public static string Transfer(string id) => TransferPrefix + id;

    public static string ImportProfile(string id) => ImportProfilePrefix + id;

    /// <summary>The lines of one commit of an import, in the order of the file.</summary>
    public static string ImportLines(string importId, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"{ImportLinesPrefix}{importId}-{chunk:D7}");

    /// <summary>The import that a key of <see cref="ImportLines"/> names.</summary>
    public static string ImportOfLines(string key) => key[ImportLinesPrefix.Length..key.LastIndexOf('-')];

    public static string ImportLinesOf(string importId) => $"{ImportLinesPrefix}{importId}-";

    /// <summary>The row of a transaction whose date is <paramref name="day"/>.</summary>
    public static string Transaction(TransactionId id, DateOnly day) => TransactionPrefix + id.PositionOn(day);

    /// <summary>The row of a transaction whose date was never edited; names it in memory wherever it stands.</summary>
    public static string ById(TransactionId id) => TransactionPrefix + id;

    /// <summary>What is left where a transaction once stood: where it went, or that it was deleted.</summary>
    public static string Moved(TransactionId id) => MovedPrefix + id;

    public static string Year(int year) => string.Create(CultureInfo.InvariantCulture, $"{YearPrefix}{year:D4}");

    /// <summary>The year that a key of <see cref="Year"/> names.</summary>
    public static int YearOf(string key) => int.Parse(key.AsSpan(YearPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>
    /// What was assigned to envelopes in a year. An amount of one currency means nothing in another, so each has rows of its own.
    /// </summary>
    public static string Envelopes(Currency currency, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{EnvelopesIn(currency)}{year:D4}");

    /// <summary>What all keys of <see cref="Envelopes"/> of a currency begin with.</summary>
    public static string EnvelopesIn(Currency currency) => $"{EnvelopePrefix}{currency.Code}-";

    /// <summary>The year that a key of <see cref="Envelopes"/> names.</summary>
    public static int YearOfEnvelopes(string key) => int.Parse(key.AsSpan(key.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The currency that a key of <see cref="Envelopes"/> names.</summary>
    public static Currency CurrencyOfEnvelopes(string key) => Currency.Of(key[EnvelopePrefix.Length..^5]);

    public static string Days(Month month) => string.Create(CultureInfo.InvariantCulture, $"{DaysPrefix}{month.Year:D4}{month.Number:D2}");

    /// <summary>The month that a key of <see cref="Days"/> names.</summary>
    public static Month MonthOf(string key) => Month.Of(
        int.Parse(key.AsSpan(DaysPrefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture),
        int.Parse(key.AsSpan(DaysPrefix.Length + 4), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Audit rows, newest first.</summary>
    public static string Audit(long version) => AuditPrefix + Base32.Write(MaxSequence - (ulong)version, 8);

    public static string Once(string idempotencyKey) =>
        OncePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)));

    /// <summary>Keys of all transactions of some days, newest first: from (included), to (excluded).</summary>
    public static (string From, string To) TransactionsOf(DateRange days) =>
        (TransactionPrefix + TransactionId.DayPrefix(days.To), AfterDay(TransactionPrefix, days.From));

    /// <summary>Keys of what is left of transactions that were entered for some days.</summary>
    public static (string From, string To) MovedFrom(DateRange days) =>
        (MovedPrefix + TransactionId.DayPrefix(days.To), AfterDay(MovedPrefix, days.From));

    private static string AfterDay(string prefix, DateOnly day) => Storage.KeyText.After(prefix + TransactionId.DayPrefix(day));
}
