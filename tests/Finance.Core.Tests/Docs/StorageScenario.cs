using System.Text;
using Finance.Core.Accounts;
using Finance.Core.Admin;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Envelopes;
using Finance.Core.Exporting;
using Finance.Core.Exporting.Backup;
using Finance.Core.Goals;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Receipts;
using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Tests.Exporting;
using Finance.Core.Tests.Receipts;
using Finance.Core.Tests.Recurring;
using Finance.Core.Tests.Users;
using Finance.Core.Tests.Webhooks;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Bulk;
using Finance.Core.Transactions.Listing;
using Finance.Core.Transfers;
using Finance.Core.Users;
using Finance.Core.Webhooks;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Docs;

/// <summary>A user who does everything that leaves a row behind, with every property that such a row can have.</summary>
internal sealed class StorageScenario
{
    private readonly RecordingTableStore _store = new(new InMemoryTableStore());
    private readonly FixedClock _clock = new(Instant("2026-06-15T12:00Z"));
    private readonly UserProcess _process;
    private readonly Caller _caller;

    private StorageScenario()
    {
        _process = new UserProcess(_store, _clock);
        _caller = _process.NewCaller(secondFactor: true);
    }

    private Change Change => new(_caller);

    internal static async Task<IReadOnlyList<(string Table, Row Row)>> RunAsync()
    {
        var scenario = await RunUntilLeavingAsync();
        await scenario.RestoreAsync();
        await scenario.LeaveAsync();
        return scenario._store.Written;
    }

    /// <summary>The user's ledger with everything in it.</summary>
    internal static async Task<(ITableStore Store, UserProcess Process, Caller Caller)> StayAsync()
    {
        var scenario = await RunUntilLeavingAsync();
        return (scenario._store, scenario._process, scenario._caller);
    }

    private static async Task<StorageScenario> RunUntilLeavingAsync()
    {
        var scenario = new StorageScenario();
        await scenario.RegisterAsync();
        await scenario.KeepAccountsAsync();
        var category = await scenario.KeepCategoriesAsync();
        await scenario.BudgetAsync(category);
        await scenario.EnterTransactionsAsync(category);
        await scenario.SendAsync();
        await scenario.SaveAsync();
        await scenario.RecurAsync(category);
        await scenario.AssignAsync(category);
        await scenario.DismissAsync();
        await scenario.CallBackAsync(scenario.ImportAsync);
        await scenario.MatchAsync();
        await scenario.ShareAsync(category);
        await scenario.KeepManyCategoriesAsync();
        Ok(await new NotificationService(scenario._process.Ledgers).ReadAllAsync(scenario.Change, default));
        await scenario.ConvertAsync();
        return scenario;
    }

    private async Task RestoreAsync()
    {
        var asked = new ExportRequest(ExportFormat.Json, new TransactionFilter(), TransactionSort.NewestFirst, []);
        var file = Ok(await new ExportService(_process.Ledgers, new StatementText(), _clock).ExportAsync(_caller, asked, default));
        using var document = new MemoryStream();
        await foreach (var piece in file.Content)
        {
            document.Write(piece.Span);
        }

        var other = await _process.RegisteredAsync("bob");
        var restore = new RestoreService(_process.Ledgers, _store, _process.Due, _clock);
        Ok(await restore.RestoreAsync(new Change(other), document, default));
    }

    private async Task RegisterAsync()
    {
        Ok(await _process.RegisterAsync(_caller, "alice", "alice@example.com"));
        Ok(await _process.Users.SignInAsync(Change, default));
        Ok(await _process.UpdateAsync(_caller, new UserPatch
        {
            MonthlyIncome = new AmountText("monthly_income", "4200"),
            RetentionDays = 400,
            Notifications = new Dictionary<NotificationKind, ChannelsPatch> { [NotificationKind.LowBalance] = new(default, false) },
        }));
    }

    private async Task KeepAccountsAsync()
    {
        var card = Ok(await _process.Accounts.CreateAsync(
            Change, new NewAccount { Name = "Card", Type = AccountType.Credit, Number = "DE12 3456" }, default)).Account;
        var old = await OpenAccountAsync("Old", AccountType.Cash);
        Ok(await EnterAsync(Expense("5") with { AccountId = old.Id }));
        Ok(await _process.Accounts.UpdateAsync(Change, card.Id, new AccountPatch { Closed = true }, default));
        Ok(await _process.Accounts.DeleteAsync(Change, old.Id, await DefaultAccountAsync(), default));
        var reconciliation = new ReconciliationService(_process.Ledgers);
        var statement = new Statement(Day("2026-06-15"), new AmountText("statement_balance", "-5"));
        Ok(await reconciliation.ReconcileAsync(Change, await DefaultAccountAsync(), statement, default));
    }

    /// <summary>More than the head holds.</summary>
    private async Task KeepManyCategoriesAsync() => Ok(await _process.Ledgers.ChangeAsync<LedgerHead>(
        Change,
        (draft, _) =>
        {
            for (var number = 0; number < 300; number++)
            {
                var name = string.Concat(Enumerable.Range(0, 6).Select(_ => LedgerKeys.NewId()));
                draft.Put(draft.Chart.Categories.First() with { Id = LedgerKeys.NewId(), Name = name, Version = draft.Version });
            }

            draft.Record("categories.created", "many", null, null);
            return Task.FromResult<Result<LedgerHead>>(draft.Head);
        },
        default));

    private async Task<string> KeepCategoriesAsync()
    {
        var categories = new CategoryService(_process.Ledgers, _clock);
        var parent = Ok(await categories.CreateAsync(
            Change,
            new NewCategory
            {
                Name = "House",
                Type = CategoryType.Expense,
                Icon = "house",
                BudgetLimit = new AmountText("budget_limit", "900"),
                TaxDeductible = true,
            },
            default));
        var child = Ok(await categories.CreateAsync(
            Change, new NewCategory { Name = "Garden", Type = CategoryType.Expense, ParentId = parent.Id }, default));
        Ok(await EnterAsync(Expense("7") with { CategoryId = child.Id }));
        Ok(await categories.DeleteAsync(Change, child.Id, parent.Id, default));
        return parent.Id;
    }

    private async Task BudgetAsync(string category)
    {
        var budgets = new BudgetService(_process.Ledgers, _clock);
        Ok(await budgets.CreateAsync(
            Change,
            new NewBudget
            {
                Name = "House",
                Amount = new AmountText("amount", "10"),
                Period = BudgetPeriod.Monthly,
                CategoryIds = [category],
                Start = Day("2026-06-01"),
                End = Day("2026-12-31"),
                Rollover = RolloverRule.Unused,
                RolloverCap = new AmountText("rollover_cap", "5"),
            },
            default));
        Ok(await EnterAsync(Expense("9") with { CategoryId = category }));
    }

    private async Task EnterTransactionsAsync(string category)
    {
        var idempotency = new Idempotency("key", "print", _ => new RecordedResponse(201, "{}", "/api/transactions/1", "\"1\""));
        var transactions = new TransactionService(_process.Ledgers);
        var entered = Ok(await transactions.CreateAsync(new Change(_caller, idempotency), Everything(category), default));
        Ok(await EnterAsync(Split(category)));
        Ok(await EnterAsync(await TransferAsync()));
        Ok(await EnterAsync(Expense("10") with
        {
            ForeignAmount = new AmountText("foreign_amount", "1500"),
            ForeignCurrency = Currency.Of("JPY"),
        }));
        _clock.Now = _clock.Now.AddMinutes(1);
        var moved = new TransactionPatch { Date = Day("2026-06-01") };
        Ok(await transactions.UpdateAsync(Change, entered.Transaction.Id, moved, default));
        var bulk = new Idempotency("bulk", "print", _ => new RecordedResponse(200, "{}", null, null));
        var receipts = new ReceiptService(_process.Ledgers, _process.Due, new ReceiptsInMemory(), _clock);
        Ok(await receipts.AttachAsync(Change, entered.Transaction.Id.ToString(), ReceiptsInMemory.Png(), default));
        BulkRow[] operations = [new(null, new BulkOperation.Create(Expense("3")))];
        Ok(await new BulkService(_process.Ledgers).ChangeAsync(new Change(_caller, bulk), operations, default));
    }

    private async Task SendAsync()
    {
        await _process.RegisteredAsync("erin");
        var poor = new NewUser { Username = "dave", Currency = "XAF" };
        Ok(await _process.Registration.RegisterAsync(new Change(_process.NewCaller()), poor, default));
        var exchange = new Exchange(new RateStore(_store, _clock), _process.Ledgers, _clock);
        var transfers = new TransferService(_process.Ledgers, _store, _process.Due, exchange, _clock);
        var key = new Idempotency("transfer", "print", _ => new RecordedResponse(201, "{}", null, null));
        foreach (var to in new[] { "erin", "dave" })
        {
            var asked = new NewTransfer { To = to, Amount = new AmountText("amount", "2"), Description = "Lunch" };
            Ok(await transfers.SendAsync(new Change(_caller, to == "erin" ? key : null), asked, default));
        }
    }

    private async Task SaveAsync()
    {
        var asked = new NewGoal
        {
            Name = "Car",
            Description = "Red",
            Target = new AmountText("target_amount", "4"),
            TargetDate = Day("2027-01-01"),
            Type = GoalType.Savings,
        };
        var goal = Ok(await new GoalService(_process.Ledgers, _clock).CreateAsync(Change, asked, default)).Goal;
        var contributions = new ContributionService(_process.Ledgers, _clock);
        var alone = new NewContribution { Amount = new AmountText("amount", "1"), Notes = "First" };
        Ok(await contributions.ContributeAsync(Change, goal.Id, alone, default));
        var payment = Ok(await EnterAsync(Expense("8"))).Transaction;
        var linked = new NewContribution { TransactionId = payment.Id.ToString() };
        Ok(await contributions.ContributeAsync(Change, goal.Id, linked, default));
        var moved = new TransactionPatch { Date = Day("2026-06-02") };
        Ok(await new TransactionService(_process.Ledgers).UpdateAsync(Change, payment.Id, moved, default));
    }

    private async Task RecurAsync(string category)
    {
        await AddTemplateAsync(Everything(category), Monthly("2026-06-15") with { DayOfMonth = 15, End = Day("2027-06-15") });
        await AddTemplateAsync(Split(category), Monthly("2026-06-15") with { NthWeekday = new NthWeekday(-1, DayOfWeek.Friday) });
        var weekly = Every(RecurrenceFrequency.Weekly, "2026-06-15") with { ByDay = [DayOfWeek.Monday], Count = 9 };
        await AddTemplateAsync(await TransferAsync(), weekly);
        var empty = await OpenAccountAsync("Wallet", AccountType.Cash);
        await AddTemplateAsync(Expense("5") with { AccountId = empty.Id }, Monthly("2026-06-20"));
        Assert.True((await new Night(_store, _clock).RunAsync()).Created > 0);
    }

    private async Task AssignAsync(string category) => Ok(await new EnvelopeService(_process.Ledgers, _clock).AssignAsync(
        Change, category, null, new AmountText("assigned", "100"), default));

    private async Task CallBackAsync(Func<Task> happens)
    {
        var asked = new NewWebhook { Url = "https://example.com/hook", Description = "Bot", Kinds = [NotificationKind.ImportFinished] };
        Ok(await new WebhookService(_process.Ledgers, _process.Due, WebhookLedger.Options).CreateAsync(Change, asked, default));
        await happens();
        var far = new FarSide();
        far.Answer(500, 410);
        var chore = new WebhookChore(_process.Ledgers, _process.Due, far, _clock);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await new WebhookRun(_process.Due, chore, new Night(_store, _clock), _clock).RunAsync("trace", default);
            _clock.Now = _clock.Now.AddMinutes(1);
        }
    }

    private async Task DismissAsync()
    {
        foreach (var day in (string[])["2026-04-02", "2026-05-02", "2026-06-02"])
        {
            Ok(await EnterAsync(Expense("29.90") with { Payee = "Gym", Date = Day(day) }));
        }

        var detection = new DetectionService(_process.Ledgers, _process.Recurring, _clock);
        var detected = Assert.Single(Ok(await detection.ListAsync(_caller, null, false, default)));
        Ok(await detection.DismissAsync(Change, detected.Id, default));
    }

    private async Task ImportAsync()
    {
        var reads = new ImportReads(_process.Ledgers);
        var imports = new ImportService(_process.Ledgers, reads, _clock);
        var taken = Ok(await imports.RunAsync(Change, Request("statement.ofx"), Source(OfxStatement), default)).Import;
        Assert.Equal(1, taken.Counts.Created);
        var ambiguous = Source("Date,Amount\n01/02/2026,-1.00\n03/04/2026,-2.00\n");
        Ok(await imports.RunAsync(Change, Request("two-orders.csv"), ambiguous, default));
        var choices = new ReadingChoices { DateOrder = DateOrder.Dmy };
        Ok(await new ImportProfiles(_process.Ledgers).CreateAsync(Change, "Bank", choices, default));
        Ok(await new ImportUndo(_process.Ledgers).UndoAsync(Change, taken.Id, remember: true, default));
    }

    private async Task ConvertAsync()
    {
        using var rates = new RateStore(_store, _clock);
        await new RateUpdate(new TestRates().Publish("2026-06-15", "USD 1.1"), rates, _clock).RunAsync(default);
        var currencies = new CurrencyService(_process.Ledgers, rates, new Exchange(rates, _process.Ledgers, _clock), _clock);
        var own = new NewManualRate(Day("2026-06-15"), Currency.Of("USD"), Currency.Of("KWD"), 0.3m);
        Ok(await currencies.PutAsync(Change, own, default));
    }

    private async Task MatchAsync()
    {
        var imports = new ImportService(_process.Ledgers, new ImportReads(_process.Ledgers), _clock);
        var rows = Source("Date,Description,Amount\n2026-06-16,Payee,-9.99\n2026-06-25,Box,-3.00\n");
        var matched = Ok(await imports.RunAsync(Change, Request("matched.csv"), rows, default)).Import;
        Assert.Equal(2, matched.Counts.Matched);
        var monthly = Ok(await _process.Recurring.ListAsync(_caller, null, default)).First(found => found.Template.Rule.DayOfMonth == 15);
        var dearer = new TemplatePatch { Name = "Dearer" };
        Ok(await _process.Recurring.UpdateFollowingAsync(Change, monthly.Template.Id, Day("2026-09-15"), dearer, default));
        _clock.Now = Instant("2026-08-01T12:00Z");
        await new Night(_store, _clock).RunAsync();
        Ok(await new ImportUndo(_process.Ledgers).UndoAsync(Change, matched.Id, remember: false, default));
    }

    private async Task ShareAsync(string category)
    {
        var grantee = await _process.RegisteredAsync("carol");
        var sharing = new SharingService(_process.Ledgers, _store, _clock);
        var scope = new GrantScope(GrantKind.Transactions, [category], [TransactionType.Expense]);
        Ok(await sharing.CreateAsync(Change, new NewGrant("carol", GrantAccess.Read, scope), default));
        Ok(await sharing.CreateAsync(Change, new NewGrant("carol", GrantAccess.Edit, GrantScope.Of(GrantKind.All)), default));
        var shared = new Change(grantee with { Ledger = _caller.User });
        Ok(await _process.Accounts.CreateAsync(shared, new NewAccount { Name = "Ours", Type = AccountType.Cash }, default));
    }

    private async Task LeaveAsync()
    {
        var admin = new AdminService(_process.Ledgers, _store);
        var change = new Change(_process.NewCaller() with { Roles = new HashSet<string> { Caller.AdminRole } });
        Ok(await admin.SuspendAsync(change, _caller.User, "asked to", default));
        Ok(await admin.RestoreAsync(change, _caller.User, default));
        Ok(await _process.Users.SignOutAsync(Change, default));
        _clock.Now = _clock.Now.AddMinutes(1);
        var again = _caller with { TokenIssuedAt = _clock.Now };
        Ok(await _process.Erasure.EraseAsync(new Change(again), "alice", default));
    }

    private async Task AddTemplateAsync(NewTransaction transaction, RecurrenceTerms terms)
    {
        var asked = new NewTemplate
        {
            Name = "Template",
            Transaction = transaction with { Date = null },
            Terms = terms,
            FollowAmount = true,
        };
        Ok(await _process.Recurring.CreateAsync(Change, asked, default));
    }

    private Task<Result<TransactionInLedger>> EnterAsync(NewTransaction asked) =>
        new TransactionService(_process.Ledgers).CreateAsync(Change, asked, default);

    private async Task<Account> OpenAccountAsync(string name, AccountType type) =>
        Ok(await _process.Accounts.CreateAsync(Change, new NewAccount { Name = name, Type = type }, default)).Account;

    private async Task<string> DefaultAccountAsync() =>
        Ok(await _process.Ledgers.OpenAsync(_caller, default)).Profile.DefaultAccountId;

    private static NewTransaction Expense(string amount) =>
        new() { Type = TransactionType.Expense, Amount = new AmountText("amount", amount) };

    private static NewTransaction Everything(string category) => Expense("9.99") with
    {
        CategoryId = category,
        Description = "Description",
        Payee = "Payee",
        Notes = "Notes",
        PaymentMethod = "card",
        Location = "Berlin",
        Tags = ["tag"],
        CustomFields = new Dictionary<string, CustomValue> { ["contract"] = new(CustomKind.Text, "A-1") },
        Date = Day("2026-06-14"),
    };

    private static NewTransaction Split(string category) => Expense("3") with
    {
        Splits = [new NewSplit(category, new AmountText("a", "1"), null), new NewSplit(null, new AmountText("b", "2"), "rest")],
    };

    private async Task<NewTransaction> TransferAsync()
    {
        var accounts = Ok(await _process.Accounts.ListAsync(_caller, default));
        var savings = accounts.FirstOrDefault(account => account.Account.Name == "Savings")?.Account
            ?? await OpenAccountAsync("Savings", AccountType.Savings);
        return Expense("20") with { Type = TransactionType.Transfer, ToAccountId = savings.Id };
    }

    private static ImportRequest Request(string file)
    {
        var id = LedgerKeys.NewImportId(Instant("2026-06-15"), file);
        return new ImportRequest(id, ImportSource.Blob, file, null, ReadingChoices.None, $"user/account/{file}");
    }

    private static MemoryStatementSource Source(string file) => new(Encoding.UTF8.GetBytes(file));

    private const string OfxStatement = """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE

        <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD
        <BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM>
        <BANKTRANLIST><DTSTART>20260601<DTEND>20260610
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260605<TRNAMT>-12.34<FITID>F1<NAME>Shop</STMTTRN>
        </BANKTRANLIST>
        <LEDGERBAL><BALAMT>-12.34<DTASOF>20260610</LEDGERBAL>
        </STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """;
}
