namespace AgentGateway.Installation.Clients;

/// <summary>
/// What agw changes in the text of one file of a client. Everything else in the text stays as it is, and doing it twice
/// changes no more than doing it once. An empty text is a file that is not there.
/// </summary>
internal interface IClientEdit
{
    /// <exception cref="FormatException">The text cannot be changed; the message says why.</exception>
    /// <exception cref="System.Text.Json.JsonException">The same, of a text that should be JSON.</exception>
    string Add(string text);

    /// <summary>Takes out what <see cref="Add"/> puts in; a text without it stays the same.</summary>
    /// <inheritdoc cref="Add"/>
    string Remove(string text);
}
