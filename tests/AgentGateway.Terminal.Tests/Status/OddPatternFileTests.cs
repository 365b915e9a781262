using System.Text;
using System.Text.Json;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>A pattern file that people write may have null anywhere: it is refused, or it counts without it.</summary>
public sealed class OddPatternFileTests
{
    private const string Whole = """
        {
          "program": "My agent", "kind": "agent", "client": "mine", "names": ["myagent"], "packages": ["@me/agent"],
          "version": "v(\\d+)",
          "rules": [
            { "status": "idle", "where": "cursor", "lines": 3, "pattern": "^> ?$", "says": "its prompt is empty",
              "asked": "(x)", "reset": "(y)", "confidence": 0.5, "versions": ">=1" }
          ]
        }
        """;

    [Fact]
    public void An_odd_value_is_refused_in_words_or_read()
    {
        var refused = 0;
        foreach (var json in JsonOddities.Of(Whole))
        {
            try
            {
                var patterns = ProgramPatterns.Parse(Encoding.UTF8.GetBytes(json), "status/mine.json");
                Assert.False(patterns.Knows(new("another", null, [])));
                Assert.Null(patterns.OfTitle("title", "1.0", DateTimeOffset.UnixEpoch));
                _ = patterns.OfScreen(new("> "), patterns.VersionOn("v1"), DateTimeOffset.UnixEpoch);
            }
            catch (Exception refusal) when (refusal is JsonException or ArgumentException or NotSupportedException)
            {
                Assert.False(refusal is ArgumentNullException or ArgumentOutOfRangeException, $"{json}: {refusal}");
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }
}
