namespace AgentGateway.Testing;

/// <summary>Looks at processes that the test did not start itself.</summary>
public static class Processes
{
    /// <summary>Waits until the process has ended; whether its parent has taken note of that does not matter.</summary>
    public static Task EndedAsync(int id) => Eventually.TrueAsync(() => !IsRunning(id), $"process {id} has ended");

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
