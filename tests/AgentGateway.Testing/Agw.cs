using System.Diagnostics;

namespace AgentGateway.Testing;

/// <summary>
/// The program under test: what AGENTGATEWAY_PROGRAM names, or else what was built in the configuration of this test.
/// </summary>
public static class Agw
{
    /// <summary>
    /// What would let a daemon under test find a model, a data directory or settings of the machine that it runs on.
    /// </summary>
    private static readonly string[] Unwanted =
    [
        "ANTHROPIC_", "OPENAI_", "OLLAMA_", "AGW_", "XDG_", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy",
    ];

    public static string File { get; } = Find();

    /// <summary>
    /// Where programs start that name no directory. It may be a workspace; the directory for temporary files may not.
    /// </summary>
    public static string WorkingDirectory { get; } = MakeWorkingDirectory();

    /// <summary>A start of the program with pipes on all three ends and an environment that names no model.</summary>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(
            name => Unwanted.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>Runs one verb to its end.</summary>
    public static async Task<Finished> RunAsync(params string[] arguments) => await RunAsync(Start(arguments));

    public static async Task<Finished> RunAsync(ProcessStartInfo start, TimeSpan? limit = null)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(limit ?? Limits.Signal);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end.\n{await output}\n{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    private static string MakeWorkingDirectory()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder.Path;
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("AGENTGATEWAY_PROGRAM") is { Length: > 0 } named)
            return System.IO.File.Exists(named)
                ? named
                : throw new FileNotFoundException("AGENTGATEWAY_PROGRAM names no file.", named);
        // …/tests/PROJECT/bin/CONFIGURATION/net10.0/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = own.Parent!.Name;
        var root = own.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
        var program = Path.Combine(root, "src", "AgentGateway", "bin", configuration, "net10.0", "agw");
        return System.IO.File.Exists(program)
            ? program
            : throw new FileNotFoundException("Build src/AgentGateway first.", program);
    }
}

/// <summary>A program that ran to its end.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>The output, once the program has succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return Output;
    }
}
