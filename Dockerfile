# Powermap in a container. `docker compose up` starts it together with Neo4j.
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

# fonts for pictures, Chinese ones too
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-core fonts-noto-cjk && rm -rf /var/lib/apt/lists/*

# first what seldom changes; the map component is a package of this repository, and requirements.txt names it
COPY requirements.txt ./
COPY ui/power_map ui/power_map/
RUN pip install --no-cache-dir -r requirements.txt

COPY app.py cli.py ./
COPY .streamlit/config.toml .streamlit/
COPY graph graph/
COPY loaders loaders/
COPY ui ui/
COPY pages pages/
COPY locale locale/
COPY data data/

RUN useradd --create-home powermap
USER powermap

EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
