using System.Diagnostics;
using System.Globalization;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// The least that reading a pseudo terminal costs: a loop in C that throws everything away. Where there is no compiler,
/// the same loop in managed code stands in for it, and is named so.
/// </summary>
internal static class RawReader
{
    private const string Program = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <pty.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/wait.h>
        #include <time.h>
        #include <unistd.h>

        static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }

        int main(int count, char **args) {
          static char buffer[65536];
          struct winsize size = { 24, 80, 0, 0 };
          int master;
          double from = now();
          pid_t child = forkpty(&master, NULL, NULL, &size);
          if (child == 0) { execlp("cat", "cat", args[1], (char *)NULL); _exit(127); }
          long long total = 0;
          ssize_t got;
          while ((got = read(master, buffer, sizeof buffer)) > 0) total += got;
          waitpid(child, NULL, 0);
          printf("%lld %f\n", total, now() - from);
          return count == 2 ? 0 : 1;
        }
        """;

    /// <summary>Bytes each second, and what measured it.</summary>
    public static async Task<(double PerSecond, string Name)> MeasureAsync(ScratchFolder folder, string file)
    {
        if (Compile(folder) is not { } reader) return (await ManagedAsync(file), "managed loop");
        using var process = Process.Start(new ProcessStartInfo(reader, [file]) { RedirectStandardOutput = true })!;
        var said = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
        await process.WaitForExitAsync();
        return (double.Parse(
            said[0], CultureInfo.InvariantCulture) / double.Parse(said[1], CultureInfo.InvariantCulture), "loop in C");
    }

    private static string? Compile(ScratchFolder folder)
    {
        var (source, program) = (folder.File("reader.c"), folder.File("reader"));
        if (File.Exists(program)) return program;
        File.WriteAllText(source, Program);
        try
        {
            using var compiler = Process.Start(
                new ProcessStartInfo("cc", ["-O2", "-o", program, source, "-lutil"]) { RedirectStandardError = true })!;
            compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no compiler.
            return null;
        }
    }

    private static async Task<double> ManagedAsync(string file)
    {
        await using var backend = new PtyBackend(TimeProvider.System);
        await using var terminal = await Opened.StartAsync(backend, "cat", file);
        var watch = Stopwatch.StartNew();
        var buffer = new byte[64 * 1024];
        while (await terminal.ReadAsync(buffer, CancellationToken.None) > 0)
        {
            // Thrown away.
        }

        return terminal.Offset / watch.Elapsed.TotalSeconds;
    }
}
