namespace AgentGateway.Tidy.Tests;

internal static class Findings
{
    /// <summary>Fails with every finding at once, so that one run shows all that is to be tidied.</summary>
    public static void None(IEnumerable<string> findings, string rule)
    {
        var found = findings.ToList();
        if (found.Count > 0) Assert.Fail($"{rule}\n  {string.Join("\n  ", found)}");
    }
}
