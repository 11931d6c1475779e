using Finance.Faults.Tests.Ledgers;
using Finance.Faults.Tests.Proxy;
using Finance.Faults.Tests.Running;
using Finance.LocalRuntime.Azurite;
using Xunit.Abstractions;

namespace Finance.Faults.Tests;

/// <summary>
/// Two processes of the app serve many users at once over a storage that fails, and are killed at random while they do. When the weather
/// has cleared, every ledger agrees with itself and holds exactly what its owner was told.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Users = 130;
    private const int Rounds = 4;
    private const int Kills = 5;

    public static TheoryData<int> AllRounds => [.. Enumerable.Range(0, Rounds)];

    [Theory]
    [MemberData(nameof(AllRounds))]
    public async Task Users_StorageFailsAndProcessesAreKilled_NothingIsLostOrDoubled(int round)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var proxy = await FaultProxy.StartAsync(azurite);
        await using var apps = await AppPair.StartAsync(proxy.ConnectionString);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = Users });
        var users = Enumerable.Range(round * Users, Users).Select(seed => new ScriptedUser(apps, http, seed, Neighbour(seed))).ToList();
        var ids = new Dictionary<ScriptedUser, Guid>();
        foreach (var (index, user) in users.Index())
        {
            ids[user] = (await apps.TokenAsync(apps.One(0), user.Name)).UserId;
            proxy.Plan(ids[user], (round * Users) + index);
        }

        proxy.Enabled = true;
        await KilledMeanwhileAsync(apps, new Random(round), 9_000, Task.WhenAll(users.Select(user => user.RunAsync())));
        await KilledMeanwhileAsync(apps, new Random(round), 1_000, Task.WhenAll(NightAsync(apps.One(0).Address), NightAsync(apps.One(1).Address)));
        proxy.Enabled = false;
        await NightAsync(apps.One(0).Address);

        var differences = new List<string>();
        var (payments, sent) = (new Payments(), new Dictionary<string, (long Amount, string Status)>());
        foreach (var user in users)
        {
            differences.AddRange(await user.DifferencesAsync(ids[user], payments));
            foreach (var (id, amount, status) in await user.SentAsync())
            {
                sent.Add(id, (amount, status));
            }
        }

        Assert.Empty(differences.Concat(payments.Differences(sent)));
        output.WriteLine($"{apps.Kills} kills; {sent.Count} payments; {string.Join(", ", proxy.Injected.OrderBy(fault => fault.Key))}");
    }

    /// <summary>The next user of the same round.</summary>
    private static int Neighbour(int seed) => (seed / Users * Users) + ((seed + 1) % Users);

    /// <summary>Kills one process after the other while the work is done.</summary>
    /// <param name="longest">Milliseconds that a process is left to live at most.</param>
    private static async Task KilledMeanwhileAsync(AppPair apps, Random random, int longest, Task work)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.WhenAny(work, Task.Delay(random.Next(longest / 9, longest)));
            if (work.IsCompleted)
            {
                break;
            }

            await apps.ReplaceAsync(kill % 2);
        }

        await work;
    }

    /// <summary>A night that may be cut short by a kill.</summary>
    private static async Task NightAsync(Uri app)
    {
        using var http = new HttpClient();
        try
        {
            using var response = await http.PostAsync(
                new Uri(app, $"/.local/timers/Nightly/run?at={Nights.Last:yyyy-MM-dd}T02:00:00Z"), null);
        }
        catch (HttpRequestException)
        {
            // Killed.
        }
    }
}
