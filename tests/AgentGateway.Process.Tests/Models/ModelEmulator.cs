using AgentGateway.Process.Tests.Clients;

namespace AgentGateway.Process.Tests.Models;

/// <summary>An independent emulator of model providers, on a free port.</summary>
internal sealed class ModelEmulator : IAsyncDisposable
{
    private readonly OsProcess _process;

    private ModelEmulator(OsProcess process, string url) => (_process, Url) = (process, url);

    /// <summary>Its root address.</summary>
    public string Url { get; }

    public static Task<ModelEmulator> StartAsync(string home) =>
        StartAsync(home, Path.Combine(AppContext.BaseDirectory, "Models", "emulated-answers.json"));

    /// <param name="answers">The file of what it answers to what; to anything else it refuses an answer.</param>
    public static async Task<ModelEmulator> StartAsync(string home, string answers)
    {
        var process = OsProcess.Start(
            await NpmTool.StartAsync(
                "aimock", "llmock", home, "-p", "0", "-h", "127.0.0.1", "-f", answers, "--strict"))!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync(Limits.Soon()) is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, line[at..].Trim());
            }

        throw new InvalidOperationException("The emulator ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
