namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition AmbiguousFormatDefinition =
        Define("ambiguous_format", ErrorKind.Invalid, "The file can be read in more than one way.");

    private static readonly ErrorDefinition UnreadableStatementDefinition =
        Define("unreadable_statement", ErrorKind.Invalid, "The file is not a statement that can be read.");

    private static readonly ErrorDefinition StatementCurrencyDefinition =
        Define("statement_currency_mismatch", ErrorKind.Invalid, "The statement and the account are in different currencies.");

    private static readonly ErrorDefinition UnknownAccountDefinition =
        Define("unknown_account", ErrorKind.Invalid, "The file was not meant for an account of this ledger.");

    private static readonly ErrorDefinition ImportRunsElsewhereDefinition =
        Define("import_runs_elsewhere", ErrorKind.Conflict, "The import is being carried on by another run.");

    private static readonly ErrorDefinition ImportNotWaitingDefinition =
        Define("import_not_waiting", ErrorKind.Conflict, "The import does not wait for an answer.");

    private static readonly ErrorDefinition StatementGoneDefinition =
        Define("statement_gone", ErrorKind.Conflict, "The file is no longer in the statements container.");

    /// <param name="evidence">The open questions, the readings that fit, and the rows that leave them open.</param>
    public static Error AmbiguousFormat(string questions, object evidence) => new(
        AmbiguousFormatDefinition,
        $"Nothing was imported: {questions} Answer with the parameter of the same name, or with a profile.",
        Evidence: evidence);

    /// <param name="detail">What is wrong, where, the rule, and the fix.</param>
    public static Error UnreadableStatement(string detail, object? evidence = null) => new(UnreadableStatementDefinition, detail, Evidence: evidence);

    public static Error StatementCurrency(string stated, string account) => new(
        StatementCurrencyDefinition,
        $"Nothing was imported: the statement is in {stated}, the account in {account}. Import it into an account in {stated}.");

    public static Error UnknownAccount(string detail) => new(UnknownAccountDefinition, detail);

    public static Error ImportRunsElsewhere() => new(ImportRunsElsewhereDefinition, "Read the import to see how far it is.");

    public static Error ImportNotWaiting() =>
        new(ImportNotWaitingDefinition, "Only an import that failed with 'ambiguous_format' and came by blob can be settled.");

    public static Error StatementGone() => new(StatementGoneDefinition, "Upload it again.");
}
