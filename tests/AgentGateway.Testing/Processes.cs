using System.Globalization;

namespace AgentGateway.Testing;

/// <summary>Looks at processes that the test did not start itself.</summary>
public static class Processes
{
    /// <summary>An argument for <c>sleep</c> that no other process has: more than ten minutes.</summary>
    public static string NewSeconds() =>
        string.Create(CultureInfo.InvariantCulture, $"600.{Random.Shared.NextInt64(1_000_000_000_000):D12}");

    /// <summary>
    /// Whether a process runs that has this argument. A process in a sandbox is found as well, whose number is another
    /// inside.
    /// </summary>
    public static bool Have(string argument) => Directory.EnumerateDirectories("/proc")
        .Select(directory => Path.GetFileName(directory))
        .Any(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && ArgumentsOf(id).Contains(argument)
            && IsRunning(id));

    /// <summary>Waits until the process has ended; whether its parent has taken note of that does not matter.</summary>
    public static Task EndedAsync(int id) => Eventually.TrueAsync(() => !IsRunning(id), $"process {id} has ended");

    private static string[] ArgumentsOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>
    /// Whether the process runs; one that only waits for its parent to take note of its end does not.
    /// </summary>
    public static bool IsRunning(int id)
    {
        try
        {
            // The state follows the name, which stands in brackets and may itself hold some.
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[line.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
