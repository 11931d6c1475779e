using Finance.Functions.Http.Reading;

namespace Finance.Functions.Admin;

/// <summary>What administrators ask.</summary>
internal static class AdminRequests
{
    private const int MaxName = 100;
    private const int MaxReason = 500;

    internal static string Name(RequestInput input) =>
        input.Query.Required("q", Read.Text(MaxName).Says("The beginning of usernames, or a whole e-mail address."));

    internal static string? Reason(RequestInput input) =>
        input.Body.Optional("reason", Read.Text(MaxReason).Says("For the administrators; the user does not see it."));
}
