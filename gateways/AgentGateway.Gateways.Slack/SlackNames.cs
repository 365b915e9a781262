using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// The names of people as Slack shows them. A name that cannot be had now is left out for a while, because a message
/// must not wait for it.
/// </summary>
internal sealed class SlackNames(SlackClient client, TimeProvider time)
{
    private const int NamesMax = 2000;
    private const int AskedPerMessageMax = 10;

    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string? Name, DateTimeOffset Until)> _names = [];

    public string? Find(string person)
    {
        lock (_gate) return _names.GetValueOrDefault(person).Name;
    }

    /// <summary>
    /// Asks for the names that are not known yet, for ten seconds in all. Fails never, except by being cancelled.
    /// </summary>
    public async Task LearnAsync(IEnumerable<string> people, CancellationToken cancellationToken)
    {
        List<string> asked = [.. people.Distinct().Where(IsAsked).Take(AskedPerMessageMax)];
        if (asked.Count == 0) return;
        using var limit = new CancellationTokenSource(AskLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        foreach (var person in asked)
        {
            string? name = null;
            try
            {
                name = await client.NameAsync(person, both.Token);
            }
            catch (Exception exception) when (exception is ChatException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The id is shown instead.
            }

            Keep(person, name);
        }
    }

    private bool IsAsked(string person)
    {
        // Only what looks like an id is put into a request.
        if (person.Length is 0 or > 32 || person[0] is not ('U' or 'W') || !person.All(char.IsAsciiLetterOrDigit))
            return false;
        lock (_gate) return !_names.TryGetValue(person, out var known) || known.Until <= time.GetUtcNow();
    }

    private void Keep(string person, string? name)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_names.Count >= NamesMax)
                foreach (var old in _names.OrderBy(entry => entry.Value.Until).Take(NamesMax / 4)
                    .Select(entry => entry.Key).ToList())
                    _names.Remove(old);
            // A name that was known is better than none.
            var kept = name ?? _names.GetValueOrDefault(person).Name;
            _names[person] = (kept, now + (name is null ? UnknownFor : KnownFor));
        }
    }
}
