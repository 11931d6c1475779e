using Finance.Core.Exporting;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Middleware;
using Finance.Functions.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Exports;

/// <summary>Ledgers as files.</summary>
public sealed class ExportFunctions(ExportService exports)
{
    private const int MaxParts = 500;

    [Function("Export")]
    [Costly]
    public Task<IResult> Export([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "export")] HttpRequest request) =>
        ApiCall.Of(request).FileAsync(Read, exports.ExportAsync);

    private static ExportRequest Read(RequestInput input)
    {
        var list = ListRequest.Of(input);
        return new ExportRequest(
            input.Query.Required("format", Http.Reading.Read.Enum<ExportFormat>()),
            list.Filter,
            list.Sort,
            input.Query.Optional("include", Parts, []));
    }

    private static ValueReader<string[]> Parts { get; } = Http.Reading.Read.Text(MaxParts).Then((_, text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);
}
