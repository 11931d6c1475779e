namespace Finance.Core;

public static partial class Errors
{
    private static readonly ErrorDefinition AccountNameTakenDefinition =
        Define("account_name_taken", ErrorKind.Conflict, "Another open account has this name.");

    private static readonly ErrorDefinition AccountNumberTakenDefinition =
        Define("account_number_taken", ErrorKind.Conflict, "Another account has this number.");

    private static readonly ErrorDefinition AccountHasTransactionsDefinition =
        Define("account_has_transactions", ErrorKind.Conflict, "The account has transactions.");

    private static readonly ErrorDefinition AccountHasRecurringDefinition =
        Define("account_has_recurring", ErrorKind.Conflict, "Recurring templates name the account.");

    private static readonly ErrorDefinition LastAccountDefinition =
        Define("last_account", ErrorKind.Conflict, "A ledger needs an open account.");

    private static readonly ErrorDefinition TooManyAccountsDefinition =
        Define("too_many_accounts", ErrorKind.Conflict, "The ledger holds as many accounts as it can.");

    public static Error AccountNameTaken(string name) =>
        new(AccountNameTakenDefinition, $"An open account is called '{name}' already. Choose another name, or rename or close that one.");

    public static Error AccountNumberTaken() =>
        new(AccountNumberTakenDefinition, "A statement finds its account by this number; only one account of the ledger can have it.");

    public static Error AccountHasTransactions(long count) => new(
        AccountHasTransactionsDefinition,
        $"{count} entries count in this account. Name the account that takes them with move_to, or close this one with \"closed\": true.");

    public static Error AccountHasRecurring(int count) => new(
        AccountHasRecurringDefinition,
        $"{count} recurring templates enter into this account. Name the account that takes them with move_to, or remove them with ?purge=true.");

    public static Error LastAccount() =>
        new(LastAccountDefinition, "This is the only open account, and entries that name no account go there. Open another one first.");

    public static Error TooManyAccounts(int limit) =>
        new(TooManyAccountsDefinition, $"A ledger holds {limit} accounts. Delete one that is not needed.");
}
