namespace Finance.Functions.OpenApi;

/// <summary>Groups of operations: one for each folder that has functions, in the order in which a reader wants them.</summary>
internal static class DocumentTags
{
    /// <summary>By the last part of the functions' namespace.</summary>
    internal static IReadOnlyList<(string Folder, string Name, string Description)> All { get; } =
    [
        ("Users", "Users", "Registering, signing in and out, profile and settings. Passwords, resets and second factors are Entra ID's."),
        ("Sharing", "Sharing", "Grants by which users let others into their ledgers; `X-Ledger` acts on such a ledger."),
        ("Accounts", "Accounts", "Where money is: each has a currency and a balance that always equals its opening plus its entries."),
        ("Transactions", "Transactions", "Income, expenses, and transfers between own accounts."),
        ("Receipts", "Receipts", "A picture or PDF on a transaction: seen for what it is, and answered as that alone."),
        ("Transfers", "Transfers", "Money that goes from one user to another, so that both ledgers hold it or neither does."),
        ("Categories", "Categories", "What money is spent on and where it comes from, as a hierarchy."),
        ("Tags", "Tags", "Words on transactions."),
        ("Budgets", "Budgets", "What may be spent in each period. Reads answer as of `on`, today if left out."),
        ("Envelopes", "Envelopes", "Money that is there, divided among the categories it is meant for, month by month."),
        ("Goals", "Goals", "What is saved for, paid off or invested. Reads answer as of `on`, today if left out."),
        ("Recurring", "Recurring", "Entries that come again: templates, what is due, and what the history suggests."),
        ("Reports", "Reports", "Figures of a period, all in one currency, with the rates they used."),
        ("Insights", "Insights", "What stands out, with the figures that prove it."),
        ("Imports", "Imports", "Statements of banks, taken in once however often they come."),
        ("Exports", "Exports", "Ledgers as files, and from the files they were backed up in."),
        ("Currencies", "Currencies", "Currencies, exchange rates by day, and conversions."),
        ("Notifications", "Notifications", "What users were told, and where they want to be told."),
        ("Webhooks", "Webhooks", "Addresses that are told what their users are told (https://www.standardwebhooks.com)."),
        ("Audit", "Audit", "Who changed what, when, and what was there before and after."),
        ("Events", "Events", "What happens to a ledger, while it happens (https://html.spec.whatwg.org/multipage/server-sent-events.html)."),
        ("Audits", "System", "Checks of a ledger against its own transactions."),
        ("Admin", "Administration", "Users of the deployment and its figures, for tokens with the app role `Admin`."),
        ("Health", "Health", "Whether the service runs. Open to anyone."),
        ("OpenApi", "Documentation", "This document, a page that shows it, and what every error means. Open to anyone."),
    ];

    /// <exception cref="InvalidOperationException">The folder has no row here.</exception>
    internal static string Of(Operation operation)
    {
        var place = operation.Method.DeclaringType!.Namespace!;
        var folder = place[(place.LastIndexOf('.') + 1)..];
        return All.FirstOrDefault(tag => tag.Folder == folder).Name
            ?? throw new InvalidOperationException($"{operation.Name} lies in {place}: give the folder {folder} a row in {nameof(DocumentTags)}.");
    }
}
