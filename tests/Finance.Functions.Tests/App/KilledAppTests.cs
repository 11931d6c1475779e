using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Finance.LocalRuntime.Azurite;
using Finance.Testing;

namespace Finance.Functions.Tests.App;

public sealed class KilledAppTests
{
    private const int Rows = 6_000;

    [Theory]
    [InlineData(300)]
    [InlineData(2_500)]
    public async Task Drop_AppKilledInTheMiddle_IsCarriedOnWithNothingLostOrTwice(int settledBefore)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        using (var app = await AppProcess.StartAsync(azurite.ConnectionString))
        {
            using var user = await app.ClientAsync("grace");
            await user.PostAsync("auth/register", new { username = "grace" });
            await new BlobServiceClient(azurite.ConnectionString)
                .GetBlobContainerClient("statements")
                .GetBlobClient($"{user.Id}/{await user.DefaultAccountAsync()}/long.csv")
                .UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(Statement())));
            await WaitAsync(user, import => import.GetProperty("settled_rows").GetInt64() >= settledBefore);
            app.Kill();
        }

        using var again = await AppProcess.StartAsync(azurite.ConnectionString);
        using var same = await again.ClientAsync("grace");
        var import = await WaitAsync(same, found => found.GetProperty("status").GetString() == "completed");

        Assert.Equal((Rows, 0), (import.GetProperty("created").GetInt32(), import.GetProperty("duplicates").GetInt32()));
        Assert.Equal(Rows, (await same.GetAsync("reports/summary?from=2024-01-01&to=2025-12-31")).GetProperty("transaction_count").GetInt32());
        await same.VerifyAsync();
    }

    private static string Statement()
    {
        var text = new StringBuilder("Date,Description,Amount\n");
        for (var row = 0; row < Rows; row++)
        {
            var day = new DateOnly(2024, 1, 1).AddDays(row * 700 / Rows);
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},Shop {row % 9},-{(row % 40) + 1}.{row % 100:D2}\n");
        }

        return text.ToString();
    }

    private static async Task<JsonElement> WaitAsync(UserClient user, Func<JsonElement, bool> isSo)
    {
        for (var limit = DateTime.UtcNow.AddMinutes(3); DateTime.UtcNow < limit; await Task.Delay(20))
        {
            foreach (var import in (await user.GetAsync("imports")).GetProperty("items").EnumerateArray())
            {
                if (isSo(import))
                {
                    return import.Clone();
                }
            }
        }

        throw new TimeoutException("Waited three minutes in vain.");
    }
}
