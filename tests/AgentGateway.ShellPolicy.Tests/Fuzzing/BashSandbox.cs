using System.Diagnostics;
using System.Text;

namespace AgentGateway.ShellPolicy.Tests.Fuzzing;

/// <summary>
/// Runs lines in the real bash, where they can harm nothing: the system is read-only, everything else is in memory,
/// and there is no network. The programs <c>alpha</c>, <c>beta</c>, <c>gamma</c> and <c>delta</c> note how they are
/// called.
/// </summary>
internal static class BashSandbox
{
    private const string Stub = """
        #!/bin/sh
        printf '%s\0' "$#" "${0##*/}" "$@" >> /tmp/called
        """;

    private const string Driver = """
        for name in alpha beta gamma delta; do cp /stub /stubs/$name; chmod 755 /stubs/$name; done
        for line in /lines/*; do
            rm -rf /tmp/* /empty/* /empty/.[!.]* /home/me/* /home/me/.[!.]*
            cd /empty
            timeout -k 0.2 0.7 bash -c "$(cat "$line")" < /dev/null > /dev/null 2>&1
            kill -9 -1
            cp /tmp/called "/called/${line##*/}" 2>/dev/null
        done
        exit 0
        """;

    /// <summary>Why lines cannot be run here; null where they can.</summary>
    public static async Task<string?> MissingAsync(CancellationToken cancellation)
    {
        try
        {
            return await RunAsync("bwrap", ["--ro-bind", "/", "/", "--unshare-all", "bash", "-c", ":"], cancellation)
                ? null
                : "bubblewrap or bash does not work here.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "bubblewrap is not installed.";
        }
    }

    /// <returns>The calls of the noted programs that each line made, in the order of the lines.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<string[]>>> CallsOfAsync(
        IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "lines", "called" }) Directory.CreateDirectory(folder[name]);
        await File.WriteAllTextAsync(folder["stub"], Stub, cancellation);
        await File.WriteAllTextAsync(folder["driver"], Driver, cancellation);
        for (var at = 0; at < lines.Count; at++)
            await File.WriteAllTextAsync(folder[$"lines/{at:d6}"], lines[at], cancellation);
        string[] arguments =
        [
            "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
            "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/bin", "/bin", "--ro-bind-try", "/sbin", "/sbin",
            "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/empty", "--tmpfs", "/home/me",
            "--ro-bind", folder["stub"], "/stub", "--tmpfs", "/stubs", "--ro-bind", folder["lines"], "/lines",
            "--bind", folder["called"], "/called", "--ro-bind", folder["driver"], "/driver",
            "--setenv", "PATH", "/stubs:/usr/bin:/bin", "--setenv", "HOME", "/home/me", "--setenv", "USER", "me",
            "--setenv", "LANG", "C.UTF-8", "bash", "/driver",
        ];
        if (!await RunAsync("bwrap", arguments, cancellation))
            throw new InvalidOperationException("The lines were not run.");
        return [.. Enumerable.Range(0, lines.Count).Select(at => Calls(folder[$"called/{at:d6}"]))];
    }

    private static IReadOnlyList<string[]> Calls(string file)
    {
        if (!File.Exists(file)) return [];
        var fields = File.ReadAllText(file, Encoding.UTF8).Split('\0');
        var calls = new List<string[]>();
        for (var at = 0; at < fields.Length - 1;)
        {
            var words = int.Parse(fields[at], System.Globalization.CultureInfo.InvariantCulture) + 1;
            calls.Add(fields[(at + 1)..(at + 1 + words)]);
            at += 1 + words;
        }

        return calls;
    }

    private static async Task<bool> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        await process.StandardError.ReadToEndAsync(cancellation);
        await output;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }
}
