using System.Globalization;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>What a process takes of the machine, as /proc tells.</summary>
internal static class ProcessUse
{
    private const double TicksPerSecond = 100;

    /// <summary>The share of one core that it takes while it is idle.</summary>
    public static async Task<double> PercentOfCoreAsync(int pid, TimeSpan watched)
    {
        var before = Ticks(pid);
        await Task.Delay(watched);
        return (Ticks(pid) - before) / TicksPerSecond / watched.TotalSeconds * 100;
    }

    public static double ResidentMebibytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(
            line.Split(
                (char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>User and system time, from behind the name, which may contain anything.</summary>
    private static long Ticks(int pid)
    {
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture)
            + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
