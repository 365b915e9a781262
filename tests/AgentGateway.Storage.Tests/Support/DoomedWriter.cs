using System.Globalization;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>A process that appends to several threads and reports what was acknowledged, until it is killed.</summary>
internal static class DoomedWriter
{
    public const string Verb = "write-until-killed";
    private const int Producers = 8;

    public static async Task<int> RunAsync(string path)
    {
        await using var store = await SqliteStore.OpenAsync(path, TimeProvider.System, null, CancellationToken.None);
        var run = Environment.ProcessId;
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            var script = new ThreadScript(string.Create(CultureInfo.InvariantCulture, $"thr_{run}_{producer}"));
            await store.Journal.AppendAsync(script.Create(), CancellationToken.None);
            while (true)
            {
                await store.Journal.AppendAsync(script.Say("said before the end"), CancellationToken.None);
                await Console.Out.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{script.Stream} {script.Version}"));
            }
        })));
        return 0;
    }
}
