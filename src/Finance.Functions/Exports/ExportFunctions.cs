using Finance.Core.Exporting;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Finance.Functions.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Exports;

/// <summary>Ledgers as files.</summary>
public sealed class ExportFunctions(ExportService exports)
{
    private const int MaxParts = 500;

    /// <summary>
    /// Transactions, budgets and goals as a file; JSON is the whole ledger and can be restored. Cells that a spreadsheet would run as
    /// a formula are neutralised.
    /// </summary>
    [Function("Export")]
    [Refuses("ledger_busy", "range_too_wide")]
    [Costly]
    [AnswersFile(
        "text/csv",
        "application/json",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/x-ofx")]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "export")] HttpRequest request) =>
        ApiCall.Of(request).FileAsync(Read, exports.ExportAsync);

    private static ExportRequest Read(RequestInput input)
    {
        var list = ListRequest.Of(input);
        return new ExportRequest(
            input.Query.Required("format", Http.Reading.Read.Enum<ExportFormat>().Says("JSON is the whole ledger; it takes no filters.")),
            list.Filter,
            list.Sort,
            input.Query.Optional("include", Parts, []));
    }

    private static ValueReader<string[]> Parts { get; } = Http.Reading.Read.Text(MaxParts)
        .Says("Parts besides the transactions, separated by commas.")
        .Then((_, text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);
}
