namespace AgentGateway.Terminal.Output;

/// <summary>
/// The row that a terminal is printing, and where its cursor stands in it. Line editors draw a line again when it is
/// accepted; what is drawn again in the same place is recognised here and told once. Pure.
/// </summary>
internal sealed class DrawnRow
{
    /// <summary>A longer row is not remembered, and what is drawn again of it is a line of its own.</summary>
    private const int CharactersMax = 4096;

    private readonly char[] _characters = new char[CharactersMax];
    private int _length;
    private int _column;

    /// <summary>Reading may begin in the middle of a row, and then the column of its first character is not known.</summary>
    private bool _isFromMiddle = true;
    private bool _isTooLong;
    private bool _isErased;

    /// <summary>Whether the next character is added behind what is there.</summary>
    public bool IsAtEnd => _column == _length && !_isErased;

    /// <summary>The characters before the cursor.</summary>
    public ReadOnlySpan<char> BeforeCursor => _characters.AsSpan(0, _column);

    /// <summary>How many columns are left before the end of what is there.</summary>
    public int ColumnsToEnd => _length - _column;

    /// <summary>The cursor has gone to a new row.</summary>
    public void Begin() => (_length, _column, _isFromMiddle, _isTooLong, _isErased) = (0, 0, false, false, false);

    /// <summary>Characters are printed at the end.</summary>
    public void Add(ReadOnlySpan<char> characters)
    {
        _isTooLong |= _length + characters.Length > CharactersMax;
        if (_isTooLong) return;
        characters.CopyTo(_characters.AsSpan(_length));
        _length += characters.Length;
        _column = _length;
    }

    /// <summary>Whether the character stands at the cursor already, which then moves on.</summary>
    public bool IsDrawnAgain(char character)
    {
        if (_column == _length || _characters[_column] != character) return false;
        _column++;
        return true;
    }

    /// <summary>Another text takes this row's place: what is behind the cursor counts no more.</summary>
    public void CutAtCursor() => (_length, _isErased) = (_column, false);

    /// <summary>The cursor goes to a column, counted from 0.</summary>
    /// <returns>False where that is behind the end, or the row is too long.</returns>
    public bool MoveTo(int column)
    {
        if (_isTooLong || column > _length || (_isFromMiddle && column > 0)) return false;
        _column = column;
        return true;
    }

    public void MoveLeft(int columns)
    {
        if (!_isTooLong) _column = Math.Max(0, _column - columns);
    }

    /// <summary>The cursor goes right, and what it passes stays.</summary>
    /// <returns>How many columns behind the end it goes.</returns>
    public int MoveRight(int columns)
    {
        // In front of a row's unknown beginning there is room for what was printed before.
        if (_isFromMiddle && _column == 0 && !IsAtEnd) return 0;
        var passed = Math.Min(columns, ColumnsToEnd);
        _column += passed;
        return columns - passed;
    }

    /// <summary>What is behind the cursor, or all of the row, is blank from now on.</summary>
    public void Erase(bool all)
    {
        if (all) _column = 0;
        _isErased |= _column < _length;
        _length = _column;
    }

    /// <summary>The last character is taken back.</summary>
    public void DropLast()
    {
        if (_length > 0) _column = --_length;
    }
}
