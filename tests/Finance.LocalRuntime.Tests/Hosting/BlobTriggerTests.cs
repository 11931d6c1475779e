using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Hosting;
using Finance.LocalRuntime.Tests.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Tests.Hosting;

[Collection(AzuriteTests.Name)]
public sealed class BlobTriggerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _name = $"drop-{Guid.NewGuid():N}";
    private readonly BlobRecorder _calls = new();
    private BlobContainerClient _container = null!;

    public async Task InitializeAsync()
    {
        _container = new BlobContainerClient(azurite.ConnectionString, _name);
        await _container.CreateIfNotExistsAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Blob_NewOne_CallsOnceWithItsSlotsContentAndClient()
    {
        await using var host = await StartAsync<ByClient>();

        await UploadAsync("u1/a1/sub/x y%20é.csv", "content");

        await _calls.CountAsync(1);
        await Task.Delay(1500);
        var call = Assert.Single(_calls.All);
        Assert.Equal(("u1/a1", "sub", "x y%20é.csv"), (call.UserId, call.AccountId, call.Name));
        Assert.Equal("content", call.Content);
        Assert.Equal($"{_name}/u1/a1/sub/x y%20é.csv", call.Trigger);
    }

    [Fact]
    public async Task Blob_WithoutEnoughSegments_CallsNothing()
    {
        await using var host = await StartAsync<ByClient>();

        await UploadAsync("x.csv", "content");
        await UploadAsync("u1/x.csv", "content");
        await UploadAsync("u1//x.csv", "content");

        await _calls.CountAsync(1);
        await Task.Delay(500);
        Assert.Equal("", Assert.Single(_calls.All).AccountId);
    }

    [Fact]
    public async Task Blob_OverwrittenOrTouched_CallsAgain_DeletedDoesNot()
    {
        await using var host = await StartAsync<ByClient>();

        await UploadAsync("u1/a1/x", "first");
        await _calls.CountAsync(1);
        await UploadAsync("u1/a1/x", "first");
        await _calls.CountAsync(2);
        await _container.GetBlobClient("u1/a1/x").SetMetadataAsync(new Dictionary<string, string> { ["touched"] = "yes" });
        await _calls.CountAsync(3);
        await _container.GetBlobClient("u1/a1/x").DeleteIfExistsAsync();
        await Task.Delay(1500);

        Assert.Equal(3, _calls.All.Count);
        Assert.Contains("touched", _calls.All.Last().Metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_HandlesWhatCameWhileDown_AndNothingTwice()
    {
        await using (await StartAsync<ByClient>())
        {
            await UploadAsync("u1/a1/before", "x");
            await _calls.CountAsync(1);
            await Task.Delay(300);
        }

        await UploadAsync("u1/a1/while-down", "x");
        await UploadAsync("u1/a1/deleted-while-down", "x");
        await _container.GetBlobClient("u1/a1/deleted-while-down").DeleteIfExistsAsync();
        await using (await StartAsync<ByClient>())
        {
            await _calls.CountAsync(2);
            await Task.Delay(1500);
        }

        Assert.Equal(["before", "while-down"], _calls.All.Select(call => call.Name));
    }

    [Fact]
    public async Task Failure_IsTriedFiveTimesThenPoisonedThenLeftAlone()
    {
        _calls.Fails = _ => true;
        await using (await StartAsync<ByClient>())
        {
            await UploadAsync("u1/a1/bad", "x");
            await _calls.CountAsync(5);
            await Task.Delay(1500);
        }

        await using (await StartAsync<ByClient>())
            await Task.Delay(1000);

        Assert.Equal(5, _calls.All.Count);
        using var poison = Assert.Single(await PoisonAsync());
        var message = poison.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString());
        var properties = await _container.GetBlobClient("u1/a1/bad").GetPropertiesAsync();
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Type"] = "BlobTrigger",
                ["FunctionId"] = "Host.Functions.ByClient",
                ["BlobType"] = "BlockBlob",
                ["ContainerName"] = _name,
                ["BlobName"] = "u1/a1/bad",
                ["ETag"] = properties.Value.ETag.ToString().Trim('"'),
            },
            message);
    }

    [Fact]
    public async Task Failure_ThatPasses_IsNotPoisoned()
    {
        _calls.Fails = count => count < 3;
        await using var host = await StartAsync<ByClient>();

        await UploadAsync("u1/a1/shaky", "x");
        await _calls.CountAsync(3);
        await Task.Delay(1000);

        Assert.Equal(3, _calls.All.Count);
        Assert.Empty(await PoisonAsync());
    }

    [Fact]
    public async Task Call_CutShortByTheEndOfTheProcess_IsMadeAgainAtTheNextStart()
    {
        var never = new TaskCompletionSource();
        _calls.Wait = never.Task;
        var cut = await StartAsync<ByClient>();
        await UploadAsync("u1/a1/long", "x");
        await _calls.CountAsync(1);

        // The bounded drain gives up on the call, as the end of the process would.
        await cut.StopAsync();
        _calls.Wait = Task.CompletedTask;
        await using (await StartAsync<ByClient>())
            await _calls.CountAsync(2);

        Assert.All(_calls.All, call => Assert.Equal("long", call.Name));
        never.SetResult();
        await cut.DisposeAsync();
    }

    [Fact]
    public async Task Stop_LetsACallFinishAndNotesIt()
    {
        _calls.Wait = Task.Delay(1500);
        await using (await StartAsync<ByClient>())
        {
            await UploadAsync("u1/a1/x", "x");
            await _calls.CountAsync(1);
        }

        await using (await StartAsync<ByClient>())
            await Task.Delay(1000);

        Assert.Single(_calls.All);
    }

    [Fact]
    public async Task Calls_RunSideBySideUpToTheBound()
    {
        _calls.Wait = Task.Delay(2500);
        for (var i = 0; i < 10; i++)
            await UploadAsync($"u1/a1/{i}", "x");

        await using var host = await StartAsync<ByClient>();
        await _calls.CountAsync(10);

        Assert.Equal(4, _calls.MostAtOnce);
        Assert.Equal(10, _calls.All.Select(call => call.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(typeof(ByStream))]
    [InlineData(typeof(ByText))]
    [InlineData(typeof(ByBytes))]
    public async Task Blob_CanBeHadAsStreamTextAndBytes(Type function)
    {
        await using var host = await StartAsync(function);

        await UploadAsync("any/name", "content é");

        await _calls.CountAsync(1);
        Assert.Equal("content é", _calls.All.Single().Content);
    }

    [Fact]
    public async Task Container_ThatComesLater_IsWatched()
    {
        _container = new BlobContainerClient(azurite.ConnectionString, _name + "-later");
        await using var host = await StartAsync<ByClient>();
        await Task.Delay(500);

        await _container.CreateIfNotExistsAsync();
        await UploadAsync("u1/a1/x", "x");

        await _calls.CountAsync(1);
    }

    [Fact]
    public async Task Storage_ThatIsAwayForAWhile_DoesNotEndTheWatch()
    {
        var storage = new MemoryHostStorage { FailingListings = 2 };
        await using var host = await TestHost.StartAsync<ByClient>(
            builder => builder.Services.AddSingleton(new HostStorageAccounts(_ => storage)).AddSingleton(_calls),
            new() { ["Container"] = _name });

        for (var i = 0; storage.Listings < 4; i++)
        {
            Assert.True(i < 1500, $"{storage.Listings} listings");
            await Task.Delay(20);
        }
    }

    private Task UploadAsync(string name, string content)
        => _container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);

    private Task<LocalHost> StartAsync<T>() => StartAsync(typeof(T));

    private Task<LocalHost> StartAsync(Type functions) => LocalHost.StartAsync(
        new LocalHostOptions
        {
            Functions = functions.Assembly,
            Include = type => type == functions,
            Settings = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                ["AzureFunctionsWebHost:hostid"] = _name[..20],
                ["Container"] = _container.Name,
            },
        },
        builder => builder.Services.AddSingleton(_calls));

    private async Task<IReadOnlyList<JsonDocument>> PoisonAsync()
    {
        var messages = await azurite.PeekAsync("webjobs-blobtrigger-poison");
        return
        [
            .. messages.Select(message => JsonDocument.Parse(message))
                .Where(message => message.RootElement.GetProperty("ContainerName").GetString() == _name),
        ];
    }

    public sealed class ByClient(BlobRecorder recorder)
    {
        [Function("ByClient")]
        public async Task RunAsync(
            [BlobTrigger("%Container%/{userId}/{accountId}/{name}")] BlobClient blob,
            string userId,
            string accountId,
            string name,
            FunctionContext context)
        {
            BlobDownloadResult content = await blob.DownloadContentAsync();
            var data = context.BindingContext.BindingData;
            await recorder.RecordAsync(
                new(userId, accountId, name, content.Content.ToString(), (string)data["BlobTrigger"]!, (string)data["Metadata"]!));
        }
    }

    public sealed class ByStream(BlobRecorder recorder)
    {
        [Function("ByStream")]
        public async Task RunAsync([BlobTrigger("%Container%/{name}")] Stream content, string name)
        {
            using var reader = new StreamReader(content);
            await recorder.RecordAsync(new("", "", name, await reader.ReadToEndAsync(), "", ""));
        }
    }

    public sealed class ByText(BlobRecorder recorder)
    {
        [Function("ByText")]
        public Task RunAsync([BlobTrigger("%Container%/{name}")] string content, string name)
            => recorder.RecordAsync(new("", "", name, content, "", ""));
    }

    public sealed class ByBytes(BlobRecorder recorder)
    {
        [Function("ByBytes")]
        public Task RunAsync([BlobTrigger("%Container%")] byte[] content)
            => recorder.RecordAsync(new("", "", "", System.Text.Encoding.UTF8.GetString(content), "", ""));
    }
}
