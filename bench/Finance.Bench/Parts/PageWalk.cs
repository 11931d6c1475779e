using System.Text.Json;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <summary>Goes through the list of transactions the only way there is, from page to page.</summary>
internal static class PageWalk
{
    internal const int PageSize = 50;
    internal const string First = "/api/transactions?limit=50";
    private const int MaxPageSize = 500;

    /// <returns>The request for the page behind so many entries.</returns>
    internal static async Task<string> ToAsync(Api api, int depth)
    {
        var cursor = "";
        for (var done = 0; done < depth;)
        {
            var limit = Math.Min(MaxPageSize, depth - done);
            using var page = JsonDocument.Parse(await api.GetAsync($"/api/transactions?limit={limit}{cursor}"));
            done += page.RootElement.GetProperty("items").GetArrayLength();
            cursor = $"&cursor={page.RootElement.GetProperty("next_cursor").GetString()}";
        }

        return First + cursor;
    }
}
