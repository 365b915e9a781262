using System.Diagnostics;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Starts this test assembly as another process.</summary>
internal static class OwnProcess
{
    public static Process Start(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(OwnProcess).Assembly.Location, null))
        {
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
