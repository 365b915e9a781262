using System.Diagnostics;

namespace AgentGateway.Runtime.Tests.Support;

/// <summary>Looks at processes that the test did not start itself.</summary>
internal static class Processes
{
    /// <summary>Waits until it runs no more. Whether somebody has taken note of its end does not matter.</summary>
    public static async Task EndedAsync(string id)
    {
        var begun = Stopwatch.GetTimestamp();
        while (IsRunning(id))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Gateway.Generous, $"Process {id} still runs.");
            await Task.Yield();
        }
    }

    private static bool IsRunning(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[1][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
