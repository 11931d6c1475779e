using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// What a backup holds, in its order: whatever a row refers to stands before it. What follows from other rows (balances' histories, goals'
/// days, summaries, counts of tags) is left out and made again; <c>docs/backup.md</c> says what else is left out, and a test holds both
/// against
/// <c>docs/storage.md</c>.
/// </summary>
internal static class BackupSections
{
    internal static IReadOnlyList<BackupSection> All { get; } =
    [
        new RowSection(
            "accounts", "accounts", LedgerKeys.AccountPrefix,
            Text("Name"), Text("Type"), Text("Currency"), Money("Opening", "opening_balance"), Money("Balance"), Text("Number"),
            Instant("CreatedAt"), Instant("ClosedAt"), Text("MergedInto"), Text("LowOn"), Flag("IsLow"), Text("ReconciledOn"),
            Money("ReconciledBalance"), Long("ReconciledEntry"), Long("ReconciledCount"), Long("Version")),
        new RowSection(
            "categories", "categories", LedgerKeys.CategoryPrefix,
            Text("Name"), Text("Type"), Text("Color"), Text("Icon"), Text("Parent", "parent_id"),
            Text("LimitCurrency", "budget_limit_currency"), new MoneyField("Limit", "budget_limit", "LimitCurrency"),
            Flag("TaxDeductible"), Instant("CreatedAt"), Text("ReplacedBy"), Long("Version")),
        new RowSection(
            "budgets", "budgets", LedgerKeys.BudgetPrefix,
            Text("Name"), Text("Currency"), new DaysField("Amounts", "amounts", "amount", "Currency"), Text("Period"),
            new WordsField("Categories", "categories"), Text("Start", "start_date"), Text("End", "end_date"), Int("AlertThreshold"),
            Text("Rollover"), Money("RolloverCap"), new DaysField("Alerts", "alerts", "threshold"), Instant("CreatedAt"), Long("Version")),
        new EnvelopeSection(),
        new RowSection(
            "goals", "goals", LedgerKeys.GoalPrefix,
            Text("Name"), Text("Description"), Text("Currency"), Money("Target", "target_amount"), Text("TargetDate"), Text("Type"),
            Int("Priority"), Text("Status"), Flag("IsCompletedByReaching"), Money("Current", "current_amount"), Int("ToldMilestone"),
            Instant("CreatedAt"), Long("Version")),
        new ContributionSection(
            Text("Currency"), Money("Amount"), Text("Notes"), Text("Transaction", "transaction_id"), Instant("CreatedAt"), Long("Version")),
        new RowSection("recurring", "recurring", LedgerKeys.RecurringPrefix, [.. Template()]),
        new RowSection("dismissed", "recurring", LedgerKeys.DismissedPrefix, Text("Name"), Instant("DismissedAt")),
        new RowSection("import_profiles", "imports", LedgerKeys.ImportProfilePrefix, Text("Name"), Json("Choices"), Long("Version")),
        new RowSection("imports", "imports", LedgerKeys.ImportPrefix, [.. Import()]),
        new ImportLinesSection(),
        new RowSection("remembered", "imports", LedgerKeys.MovedPrefix, Text("To", "stands_at"), Instant("DeletedAt")),
        new TransactionSection(
        [
            .. Content(), Text("ForeignCurrency"), new MoneyField("ForeignAmount", "foreign_amount", "ForeignCurrency"),
            Text("Import", "import_id"), Text("BankId"), Text("Recurring", "recurring_id"), Text("Transfer", "transfer_id"), Text("Receipt", "receipt_id"), Text("ReceiptKind"),
            Long("ReceiptSize"), Instant("ReceiptAt"), Long("ReceiptVersion"), Text("MatchedAs"), new LinksField(),
            Instant("CreatedAt"), Instant("UpdatedAt"), Long("Version"),
        ]),
        new RowSection(
            "transfers", "transactions", LedgerKeys.TransferPrefix,
            Text("Direction"), Text("Status"), Text("Counterparty"), Text("Currency"), Money("Amount"), Text("Date"), Text("Description"),
            Text("Transaction", "transaction_id"), Text("Reason"), Instant("CreatedAt"), Instant("FinishedAt"), Long("Version")),
        new RowSection(
            "notifications", "notifications", LedgerKeys.NotificationPrefix,
            Long("Number"), Text("Kind"), Text("Title"), Text("Detail"), User("Subject", "subject_id"), Int("Channels"),
            Instant("CreatedAt"), Instant("ReadAt")),
        new RowSection(
            "webhooks", "webhooks", LedgerKeys.WebhookPrefix,
            Text("Url"), Text("Description"), new WordsField("Kinds", "kinds"), Instant("CreatedAt"), Long("Version")),
        new RowSection(
            "audit", "audit", LedgerKeys.AuditPrefix,
            Instant("At"), Long("Version"), Text("Commit"), User("Actor", "actor"), Text("Grant", "grant_id"), Text("Agent"), Text("Trace", "trace_id"),
            Text("Action"), User("Subject", "subject_id"), new AuditedRowsField()),
    ];

    /// <summary>The head but for who the user is and how they sign in; a single object.</summary>
    internal static IReadOnlyList<RowField> Head { get; } =
    [
        Long("Version"), Text("LastCommit"), Long("NextEntry"), Long("NextNotification"), Long("TransactionCount"), Long("SplitCount"),
        Long("MovedCount"), Long("NotificationCount"), Long("UnreadCount"), Text("Currency"), Text("TimeZone", "timezone"),
        Text("DefaultAccount", "default_account_id"), Long("ProfileVersion"), new ChoiceField<DayOfWeek>("FirstWeekday", "first_weekday"),
        Text("MonthlyIncomeCurrency"), new MoneyField("MonthlyIncome", "monthly_income", "MonthlyIncomeCurrency"),
        Flag("RequireSecondFactor"), Flag("AllowFutureDates"), Int("RetentionDays"), Int("ReminderDays"),
        new WordsField("Notifications", "notifications"),
    ];

    /// <summary>Properties of the head that no backup holds: who the user is, and what goes on with their ledger.</summary>
    internal static IReadOnlyList<string> OfTheUser { get; } =
    [
        "Schema", "Incarnation", "Username", "Email", "CreatedAt", "LastSignInAt", "SignedOutAt", "SuspendedAt", "SuspendedFor",
    ];

    private static IEnumerable<RowField> Template() =>
    [
        Text("Name"), Flag("AutoCreate"), Flag("IsActive"), Flag("FollowAmount"), Text("Frequency"), Int("Interval"),
        new WordsField("ByDay", "by_day"), Int("DayOfMonth"), Int("Nth"), Text("NthWeekday"), Text("Weekend"), Text("Start", "start_date"),
        Text("End", "end_date"), Int("Count"), Text("SettledThrough"), new WordsField("Covered", "covered"), new WordsField("Reopened", "reopened"),
        Text("RemindedThrough"), Int("CreatedCount"), Int("SkippedCount"), Text("SplitFrom"), Text("ContinuedBy"),
        .. Content(), Text("MatchedOn"), Money("MatchedAmount"), Text("MatchedEntry"), Instant("CreatedAt"), Long("Version"),
    ];

    /// <summary>What an entry says, whether it was entered or recurs.</summary>
    private static IEnumerable<RowField> Content() =>
    [
        new ChoiceField<TransactionType>("Type", "type"), Text("Account", "account_id"), Text("Currency"), Money("Amount"),
        Text("ToAccount", "to_account_id"), Text("ToCurrency"), new MoneyField("ToAmount", "to_amount", "ToCurrency"),
        Text("Category", "category_id"), new SplitsField(), Text("Payee"), Text("Description"), Text("Notes"), Json("Tags"),
        Text("PaymentMethod"), Text("Location"), new CustomField(),
    ];

    private static IEnumerable<RowField> Import() =>
    [
        Text("Status"), Text("Source"), Text("File", "file_name"), Text("Account", "account_id"), Json("Choices"), Json("Format"),
        Long("Created"), Long("Duplicates"), Long("Matched"), Long("Failed"), Long("Twins"), Long("Conflicts"), Long("TotalRows"),
        Long("SettledRows"), Int("Chunks"), Long("FirstEntry"), Json("Statement"), Json("Proof"), Text("FailureCode"), Text("FailureDetail"),
        Json("FailureEvidence"), Instant("CreatedAt"), Instant("FinishedAt"), Long("Version"),
    ];

    private static TextField Text(string property, string? name = null) => new(property, name ?? SnakeCase.Of(property));

    private static LongField Long(string property) => new(property, SnakeCase.Of(property));

    private static IntField Int(string property) => new(property, SnakeCase.Of(property));

    private static FlagField Flag(string property) => new(property, SnakeCase.Of(property));

    private static InstantField Instant(string property) => new(property, SnakeCase.Of(property));

    private static MoneyField Money(string property, string? name = null) => new(property, name ?? SnakeCase.Of(property), "Currency");

    private static JsonField Json(string property) => new(property, SnakeCase.Of(property));

    private static UserField User(string property, string name) => new(property, name);
}
